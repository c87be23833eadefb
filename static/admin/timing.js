// The button beside a time says which time it is. Enter in that field presses this button and no other.
"use strict";
{
  const day = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" };
  const language = document.documentElement.lang || "en-GB";

  for (const button of document.querySelectorAll("button[data-when]")) {
    const field = button.closest("fieldset").querySelector("input");
    const plain = button.textContent;
    const name = () => {
      const at = new Date(`${field.value}Z`);
      const words = Number.isNaN(at.getTime())
        ? ""
        : `${at.toLocaleDateString(language, day)}, ${at.toLocaleTimeString(language, hour)}`;
      button.textContent = words ? button.dataset.when.replace("{when}", words) : plain;
    };
    field.addEventListener("input", name);
    field.addEventListener("change", name);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      button.click();
    });
    name();
  }
}
