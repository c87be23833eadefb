// The preview and the checks follow what is typed: asked after a pause, one question at a time, the newest wins.
"use strict";
{
  const edit = window.clinicEdit;
  const PAUSE = 400; // milliseconds without a key
  const QUIET = 2000; // before totals are spoken
  const preview = document.getElementById("preview");
  const form = document.getElementById("page_form");

  const start = () => {
    const message = document.getElementById("preview_message");
    const totals = document.getElementById("totals");
    let timer = 0;
    let speaking = 0;
    let isAsking = false;
    let isAgain = false;
    let wanted = 0;
    let last = Date.now() - QUIET;

    const say = (words) => { if (message.textContent !== words) message.textContent = words; };

    // The next page is made ready behind the one that is seen, so nothing flickers and the place in it is kept.
    const show = (html) => {
      const old = document.getElementById("preview_frame");
      const mine = ++wanted;
      const next = old.cloneNode(false);
      next.removeAttribute("src");
      next.removeAttribute("id");
      next.classList.add("arriving");
      next.setAttribute("aria-hidden", "true");
      next.tabIndex = -1;
      next.srcdoc = html;
      next.addEventListener("load", () => {
        if (mine !== wanted) return next.remove();
        const place = old.contentWindow ? old.contentWindow.scrollY : 0;
        const hadFocus = document.activeElement === old;
        next.contentWindow.scrollTo({ top: place, behavior: "instant" });
        next.classList.remove("arriving");
        next.removeAttribute("aria-hidden");
        next.removeAttribute("tabindex");
        old.remove();
        next.id = "preview_frame";
        if (hadFocus) next.focus();
      }, { once: true });
      old.after(next);
    };

    const speak = (words) => {
      clearTimeout(speaking);
      speaking = setTimeout(() => { if (totals.textContent !== words) totals.textContent = words; }, Math.max(0, last + QUIET - Date.now()));
    };

    const count = (words) => Object.entries(words || {}).forEach(([name, text]) => {
      const field = document.getElementById(`id_${name}`);
      if (!field) return;
      let shown = document.getElementById(`words_${name}`);
      if (!shown) {
        shown = document.createElement("p");
        shown.id = `words_${name}`;
        shown.className = "words";
        field.after(shown);
        field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${shown.id}`.trim());
      }
      shown.textContent = text;
    });

    const ask = async () => {
      if (isAsking) {
        isAgain = true;
        return;
      }
      isAsking = true;
      isAgain = false;
      const fields = new FormData(form);
      fields.set("look", preview.dataset.look || "phone");
      try {
        const told = await edit.post(preview.dataset.live, fields);
        if (told.html) show(told.html);
        preview.classList.toggle("out-of-date", !told.html);
        say(told.problem || "");
        if ("totals" in told) speak(told.totals);
        if ("findings_html" in told) edit.showFindings(told.findings_html);
        if ("reading_html" in told) document.getElementById("reading").innerHTML = told.reading_html;
        count(told.words);
        edit.canBeMinor(told.not_minor || "");
      } catch (fault) {
        if (!(fault instanceof edit.Refusal)) throw fault;
        preview.classList.add("out-of-date");
        say(`${document.querySelector(".writing").dataset.old} ${fault.message}`);
      } finally {
        isAsking = false;
        if (isAgain) ask();
      }
    };

    form.addEventListener("input", () => {
      last = Date.now();
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    edit.refresh = ask;
    ask();
  };
  // Fields that can't be written in send nothing: the frame shows the saved page.
  if (preview && preview.dataset.live && form && !form.querySelector("fieldset.all[disabled]")) start();
}
