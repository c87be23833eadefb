// The main button says what it will do: a small fix or a change of meaning. What can't be small says so beforehand.
"use strict";
{
  const edit = window.clinicEdit;
  const form = document.getElementById("page_form");
  const button = form && form.querySelector("button[data-minor]");
  const told = document.getElementById("not_minor");

  const name = () => {
    const kind = form.querySelector("[name=kind]:checked");
    const words = kind && kind.value === "minor" ? button.dataset.minor : button.dataset.clinical;
    if (words) button.textContent = words;
  };
  edit.canBeMinor = (words) => { if (told && told.textContent !== words) told.textContent = words; };

  if (button) {
    form.addEventListener("change", (event) => { if (event.target.name === "kind") name(); });
    name();
  }
}
