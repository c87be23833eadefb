// From a list into the text: what is chosen goes where the cursor was, and a source says what it supports.
"use strict";
{
  const edit = window.clinicEdit;
  const box = document.querySelector(".writing");
  const field = box && box.querySelector("textarea");
  let place = [0, 0];

  const selected = () => field.value.slice(field.selectionStart, field.selectionEnd).trim();
  const open = async (button, dropped) => {
    place = [field.selectionStart, field.selectionEnd];
    const words = button.dataset.asked || (/\/(terms|pages)\/$/.test(button.dataset.pick) && !selected().includes("\n") ? selected() : "");
    edit.say(box.dataset.opening);
    try {
      const dialog = await edit.openList(words ? `${button.dataset.pick}?${new URLSearchParams({ q: words })}` : button.dataset.pick, button);
      edit.say("");
      const file = dialog.querySelector("input[type=file]");
      if (!dropped || !file) return;
      file.files = dropped;
      file.closest("details").open = true;
      file.focus();
    } catch (fault) {
      edit.tell(fault);
    }
  };

  // One line a source; a second use on the same page goes on the same line.
  const supported = (key, sentence) => {
    const lines = document.getElementById("id_supports");
    if (!lines) return;
    const rows = lines.value.split("\n").filter((row) => row.trim());
    const at = rows.findIndex((row) => row.split(":")[0].trim() === key);
    if (at < 0) rows.push(`${key}: ${sentence}`);
    else if (!rows[at].includes(sentence)) rows[at] = `${rows[at].trim()} ${sentence}`;
    else return;
    lines.select();
    edit.type(lines, rows.join("\n"));
  };

  const sentenceOf = (button) => {
    const row = button.closest("li");
    const sentence = row.querySelector("[data-sentence]");
    const words = sentence.value.trim().replace(/\s+/g, " ");
    const fault = row.querySelector("[data-fault]");
    fault.hidden = Boolean(words);
    fault.id = fault.id || `fault_${button.dataset.key.replace(/\W/g, "_")}`;
    sentence.setAttribute("aria-invalid", String(!words));
    sentence.setAttribute("aria-describedby", fault.id);
    if (!words) sentence.focus();
    return words;
  };

  const chosen = (button) => {
    const key = button.dataset.key;
    const sentence = key ? sentenceOf(button) : "";
    if (key && !sentence) return;
    edit.closeList(field);
    if (key) supported(key, sentence);
    edit.say(key ? box.dataset.supported : "");
    const mark = edit.markOf(button);
    field.focus();
    field.setSelectionRange(...place);
    if (mark.before === "[[" && selected().toLowerCase() !== mark.words.toLowerCase()) {
      // Other words were selected, or none: the medical word comes in their place.
      edit.type(field, `${mark.before}${mark.words}${mark.after}`);
    } else edit.put(field, mark);
  };

  if (field) {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.pick) open(button);
      else if (button.dataset.put && button.closest(".edit-dialog")) chosen(button);
    });
    // Enter in the sentence adds the source, as it would in any form.
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !event.target.matches(".edit-dialog [data-sentence]")) return;
      event.preventDefault();
      chosen(event.target.closest("li").querySelector("[data-put]"));
    });
    // A dropped file still has to say what it is for.
    field.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
    field.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      open(box.querySelector("[data-pick$='/pictures/']"), event.dataTransfer.files);
    });
  }
}
