// Small comforts for readers. Every page works without this file.
"use strict";
{
  const say = (text) => {
    const live = document.getElementById("live");
    if (live) live.textContent = text;
  };

  // Copy, print and share, beside the number of the page. A button that could do nothing here stays out of sight.
  const share = document.querySelector("[data-share]");
  if (share) {
    const address = share.dataset.share;
    const copy = (text) => navigator.clipboard.writeText(text).then(
      () => say(share.dataset.copied),
      () => say(share.dataset.notCopied),
    );
    const serve = (name, act) => {
      const button = share.querySelector(`[data-does=${name}]`);
      button.classList.add("ready");
      button.addEventListener("click", act);
    };
    if (navigator.clipboard) {
      serve("copy", () => copy(address));

      // A link to each section stands in the space above its heading, so that no word moves. All places are measured
      // before any is changed: a phone would lay the page out anew for each.
      const headings = [...document.querySelectorAll(".body > h2[id]")].map((heading) => {
        const next = heading.nextElementSibling;
        return [heading, next, next && getComputedStyle(next).marginBlockStart];
      });
      headings.forEach(([heading, next, space]) => {
        const part = document.createElement("div");
        const button = document.createElement("button");
        if (next) next.style.marginBlockStart = space;
        button.type = "button";
        button.className = "quiet";
        button.textContent = share.dataset.link;
        button.setAttribute("aria-label", `${share.dataset.section}: ${heading.textContent}`);
        button.addEventListener("click", () => copy(`${address}#${heading.id}`));
        Object.assign(button.style, {
          position: "absolute", insetBlockEnd: "100%", insetInlineEnd: 0,
          border: 0, padding: 0, font: "1rem var(--sans)", textDecoration: "underline",
        });
        part.style.position = "relative";
        heading.replaceWith(part);
        part.append(heading, button);
      });
    }
    serve("print", () => window.print());
    if (navigator.share) serve("send", () => navigator.share({ title: document.title, url: address }).catch(() => {}));
  }

  // Printing shows what is folded, except a drawing with a needle.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open], .needle)")];
    opened.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((fold) => { fold.open = false; }));

  // The list of questions: open all, and filter in place by what will be searched for.
  const list = document.querySelector("[data-questions]");
  if (list) {
    const folds = [...list.querySelectorAll("details")];
    const all = list.querySelector("[data-open-all]");
    if (all) {
      all.addEventListener("click", (event) => {
        event.preventDefault();
        const open = all.dataset.openAll === "yes";
        folds.forEach((fold) => { fold.open = open; });
        history.replaceState(null, "", open ? "?answers=1" : location.pathname);
        const next = all.textContent;
        all.textContent = all.dataset.other;
        all.dataset.other = next;
        all.dataset.openAll = open ? "no" : "yes";
        say(open ? list.dataset.opened : list.dataset.closed);
      });
    }
    const box = list.querySelector("[data-count]");
    if (box) {
      const field = box.querySelector("input");
      let timer;
      field.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          const typed = field.value.trim().toLowerCase();
          const wanted = typed.length < 2 ? [] : typed.split(/\s+/);
          let shown = 0;
          folds.forEach((fold) => {
            const text = fold.textContent.toLowerCase();
            fold.hidden = !wanted.every((word) => text.includes(word));
            if (!fold.hidden) shown += 1;
          });
          list.querySelectorAll("[data-group]").forEach((group) => { group.hidden = !group.querySelector("details:not([hidden])"); });
          say(box.dataset.count.replace("%s", shown));
        }, 150);
      });
    }
  }
}
