// The buttons above the text. Each is an ordinary button with words; Tab goes through them and out of the field.
"use strict";
{
  const edit = window.clinicEdit;
  document.querySelectorAll(".writing").forEach((box) => {
    const field = box.querySelector("textarea");
    if (field.readOnly || field.matches(":disabled")) return;
    box.querySelector(".tools").hidden = false;
    box.addEventListener("click", (event) => {
      const button = event.target.closest(".tools button[data-put]");
      if (button) edit.put(field, edit.markOf(button));
    });
  });
}
