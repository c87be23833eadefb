// What is pasted from Word or a web page arrives as clean Markdown. Ctrl+Shift+V pastes plain words, as everywhere.
"use strict";
{
  const edit = window.clinicEdit;

  // A few words stay in their line, with the space that they had on either side.
  const fitted = (markdown, plain) => {
    if (!markdown.trim()) return "";
    if (markdown.trim().includes("\n")) return markdown;
    return (/^[ \t]/.test(plain) ? " " : "") + markdown.trim() + (/[ \t]$/.test(plain) ? " " : "");
  };

  const pasted = async (box, field, html, plain) => {
    const [from, to, before] = [field.selectionStart, field.selectionEnd, field.value];
    const form = new FormData();
    form.append("html", html);
    edit.say(box.dataset.pasting);
    let words = plain;
    let message = box.dataset.plain;
    try {
      words = fitted((await edit.post(box.dataset.paste, form)).markdown, plain) || plain;
      message = box.dataset.pasted;
    } catch (fault) {
      if (!(fault instanceof edit.Refusal)) throw fault;
      message = `${fault.message} ${box.dataset.plain}`;
    }
    // Who has typed on meanwhile gets it where the cursor is now.
    if (field.value === before) field.setSelectionRange(from, to);
    edit.type(field, words);
    edit.say(message);
  };

  document.querySelectorAll(".writing").forEach((box) => {
    const field = box.querySelector("textarea");
    field.addEventListener("paste", (event) => {
      const html = event.clipboardData.getData("text/html");
      const plain = event.clipboardData.getData("text/plain");
      if (!html.trim()) return;
      event.preventDefault();
      pasted(box, field, html, plain);
    });
  });
}
