// Puts words into a text field so that the browser's own undo takes them back, and the cursor where writing goes on.
"use strict";
window.clinicEdit = window.clinicEdit || {};
{
  const edit = window.clinicEdit;

  // Replaces what is selected. Only this old command keeps the browser's undo; where it is gone, the field is set.
  const type = (field, words) => {
    field.focus();
    if (words === "" && field.selectionStart === field.selectionEnd) return;
    // A field that is folded away can't take the focus, and the command would write where the focus is.
    if (document.activeElement === field && document.execCommand(words === "" ? "delete" : "insertText", false, words)) return;
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  // `chosen` is the part of the words that stays selected: [start, end] inside them.
  const replace = (field, from, to, words, chosen) => {
    field.setSelectionRange(from, to);
    type(field, words);
    if (chosen) field.setSelectionRange(from + chosen[0], from + chosen[1]);
  };

  // One, two or no line ends, so that a block has an empty line on this side of it.
  const gap = (beside) => {
    if (beside.trim() === "") return "";
    const ends = (beside.match(/\n*$/) || [""])[0].length;
    return "\n".repeat(Math.max(0, 2 - ends));
  };
  const reversed = (words) => [...words].reverse().join("");

  const after = (field, mark) => {
    const at = field.selectionEnd;
    const space = /\S$/.test(field.value.slice(0, at)) ? " " : "";
    const words = space + mark.before + mark.words + mark.after;
    replace(field, at, at, words, [words.length, words.length]);
  };

  const around = (field, mark) => {
    const from = field.selectionStart;
    const selected = field.value.slice(from, field.selectionEnd);
    const words = selected || mark.words;
    const start = mark.before.length;
    // An address that is not written yet is what comes next.
    const hole = mark.after.indexOf("https://");
    const next = selected && hole >= 0 ? [start + words.length + hole, start + words.length + hole + 8] : [start, start + words.length];
    const done = start + words.length + mark.after.length;
    replace(field, from, field.selectionEnd, mark.before + words + mark.after, selected && hole < 0 ? [done, done] : next);
  };

  const numbered = (each, place) => each.replace(/^1\./, `${place + 1}.`);
  const block = (field, mark) => {
    const value = field.value;
    let from = field.selectionStart;
    let to = field.selectionEnd;
    const selected = value.slice(from, to).trim();
    if (selected) {
      from = value.lastIndexOf("\n", from - 1) + 1;
      if (value[to - 1] === "\n") to -= 1;
      to = value.indexOf("\n", to) < 0 ? value.length : value.indexOf("\n", to);
    } else {
      // No words are cut in two: a new block comes after the line with the cursor.
      to = value.indexOf("\n", to) < 0 ? value.length : value.indexOf("\n", to);
      from = value.slice(value.lastIndexOf("\n", to - 1) + 1, to).trim() ? to : value.lastIndexOf("\n", to - 1) + 1;
    }
    const isBare = !selected && mark.words === "";
    const lines = selected ? value.slice(from, to).split("\n").filter((line) => line.trim()) : [mark.words];
    const titled = selected && !mark.each && mark.before.startsWith("::: ") && !mark.before.endsWith("\n");
    const inside = isBare ? "" : titled
      ? `${mark.words}\n\n${value.slice(from, to)}`
      : lines.map((line, place) => (mark.each ? numbered(mark.each, place) + line.replace(/^\s*(?:[-*] |\d+\. |#+ )/, "") : line)).join(/^[-\d]/.test(mark.each) ? "\n" : "\n\n");
    const tail = isBare ? mark.after.replace(/^\n/, "") : titled ? mark.after.replace(/^\n+/, "\n") : mark.after;
    const lead = gap(value.slice(0, from));
    const words = lead + mark.before + inside + tail + gap(reversed(value.slice(to)));
    const start = lead.length + mark.before.length + (selected ? 0 : mark.each.length);
    const end = lead.length + mark.before.length + inside.length + (isBare ? tail.length : 0);
    replace(field, from, to, words, titled || !(selected || isBare) ? [start, start + mark.words.length] : [end, end]);
  };

  edit.markOf = (button) => ({
    put: button.dataset.put, before: button.dataset.before, each: button.dataset.each,
    words: button.dataset.words, after: button.dataset.after,
  });
  edit.put = (field, mark) => ({ after, around, block })[mark.put](field, mark);
  edit.type = type;
}
