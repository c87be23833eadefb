// What the checks found: kept in step with the text without losing a reason somebody is typing, and a way to each place.
"use strict";
{
  const edit = window.clinicEdit;
  const box = document.getElementById("findings");
  const arrived = new WeakMap(); // element -> the HTML it came as

  const parsed = (html) => {
    const page = document.createElement("template");
    page.innerHTML = html;
    page.content.querySelectorAll("li[data-finding]").forEach((row) => arrived.set(row, row.outerHTML));
    return page.content;
  };
  // A reason that is typed comes back in the next answer; it is the same finding all the same.
  const bare = (html) => (html || "").replace(/ value="[^"]*"/g, "").replace(/ id="finding-\d+"/g, "");

  edit.showFindings = (html) => {
    const next = parsed(html);
    const active = document.activeElement;
    const focus = box.contains(active) ? { id: active.id, from: active.selectionStart, to: active.selectionEnd } : null;
    const old = new Map([...box.querySelectorAll("li[data-finding]")].map((row) => [row.dataset.finding, row]));
    next.querySelectorAll("li[data-finding]").forEach((row) => {
      const before = old.get(row.dataset.finding);
      if (!before) return;
      if (bare(arrived.get(before)) === bare(arrived.get(row))) return row.replaceWith(before);
      const typed = before.querySelector("[name^='why-']");
      const fresh = row.querySelector("[name^='why-']");
      if (typed && fresh) fresh.replaceWith(typed);
    });
    box.replaceChildren(next);
    const again = focus && focus.id && document.getElementById(focus.id);
    if (!again) return;
    again.focus({ preventScroll: true });
    if (focus.from !== null && again.setSelectionRange) again.setSelectionRange(focus.from, focus.to);
  };

  const pattern = (words) => new RegExp(words.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\s*_>-]+"), "gi");
  const lineStart = (value, line) => value.split("\n").slice(0, Math.max(0, line - 1)).reduce((sum, words) => sum + words.length + 1, 0);

  // The words if they are there, the nearest to the line; else the line; else only the field.
  const found = (value, line, excerpt) => {
    const start = line > 0 ? lineStart(value, line) : 0;
    const hits = excerpt ? [...value.matchAll(pattern(excerpt))] : [];
    if (hits.length) {
      const hit = hits.reduce((best, one) => (Math.abs(one.index - start) < Math.abs(best.index - start) ? one : best));
      return [hit.index, hit.index + hit[0].length];
    }
    const end = value.indexOf("\n", start);
    return line > 0 ? [start, end < 0 ? value.length : end] : null;
  };

  // How far down the words stand, measured on a copy, as lines wrap.
  const scrollTo = (field, at) => {
    const copy = field.cloneNode(false);
    copy.removeAttribute("id");
    copy.removeAttribute("name");
    copy.className += " measuring";
    copy.style.inlineSize = `${field.offsetWidth}px`;
    field.after(copy);
    copy.style.blockSize = "0";
    copy.value = field.value.slice(0, at);
    const height = copy.scrollHeight;
    copy.remove();
    field.scrollTop = Math.max(0, height - field.clientHeight / 2);
  };

  const go = (link) => {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return false;
    const folded = field.closest("details:not([open])");
    if (folded) folded.open = true;
    field.focus();
    if (field.setSelectionRange && typeof field.value === "string") {
      const place = found(field.value, Number(link.dataset.line) || 0, link.dataset.excerpt || "");
      if (place) {
        if (field.tagName === "TEXTAREA") scrollTo(field, place[0]);
        field.setSelectionRange(...place);
      }
    }
    field.scrollIntoView({ block: "nearest" });
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#'][data-line], #errors a[href^='#'], #refusal a[href^='#']");
    if (link && go(link)) event.preventDefault();
  });

  if (box) {
    box.querySelectorAll("li[data-finding]").forEach((row) => arrived.set(row, row.outerHTML));
  }
}
