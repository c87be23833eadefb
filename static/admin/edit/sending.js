// The main button says what it will do: a small fix or a change of meaning, and for whom. What can't be small says so
// beforehand.
"use strict";
{
  const edit = window.clinicEdit;
  const form = document.getElementById("page_form");
  const button = form && form.querySelector("button[data-minor]");
  const told = document.getElementById("not_minor");

  const name = () => {
    const kind = form.querySelector("[name=kind]:checked");
    const size = kind && kind.value === "minor" ? "minor" : "clinical";
    const who = form.querySelector("select[name=reviewer]");
    const person = who && who.value ? who.selectedOptions[0].text : "";
    const named = person ? button.dataset[size + "Named"].replace("{name}", person) : "";
    if (named || button.dataset[size]) button.textContent = named || button.dataset[size];
  };
  edit.canBeMinor = (words) => { if (told && told.textContent !== words) told.textContent = words; };

  if (button) {
    form.addEventListener("change", (event) => { if (["kind", "reviewer"].includes(event.target.name)) name(); });
    name();
  }
}
