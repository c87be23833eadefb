// Nothing typed is lost: the form is kept beside the desk 2 seconds after a pause, and in this browser while the site
// can't be reached. It also tells who else has the page open.
"use strict";
{
  const form = document.getElementById("page_form");
  const shown = document.getElementById("kept");
  const notice = document.getElementById("lost_page");
  const PAUSE = 2000;
  const AT_LATEST = 4000;
  const STILL_HERE = 20000;
  const TOKEN = "csrfmiddlewaretoken";
  const SAVING = "saving";

  // The last save of this tab arrived: its copy would be offered for nothing.
  const saving = sessionStorage.getItem(SAVING);
  sessionStorage.removeItem(SAVING);
  if (saving && document.querySelector(".messagelist .success, #refusal")) localStorage.removeItem(saving);

  const start = () => {
    const address = form.dataset.keep;
    const place = `kept ${form.dataset.person} ${address}`;
    let first = 0;
    let timer = 0;
    let asked = Promise.resolve();
    let sent = "";
    let leaving = false;

    const typed = () => new URLSearchParams(new FormData(form)).toString();
    const words = (text) => {
      const fields = new URLSearchParams(text);
      [TOKEN, "base_edit"].forEach((name) => fields.delete(name));
      return fields.toString();
    };
    const say = (text) => { if (shown.textContent !== text) shown.textContent = text; };
    const inBrowser = (text) => { try { text ? localStorage.setItem(place, text) : localStorage.removeItem(place); } catch { /* A full or closed store: the server has it. */ } };

    const held = (who) => {
      if (!who || !notice.hidden) return;
      notice.textContent = `${who} ${form.dataset.heldNext}`;
      notice.hidden = false;
    };

    // After signing in again in another tab, what this page sends must carry the new token; never for somebody else.
    const renewed = async () => {
      const answer = await fetch(location.pathname, { credentials: "same-origin" });
      const again = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("page_form");
      if (!again || again.dataset.person !== form.dataset.person) return false;
      const token = again.querySelector(`[name=${TOKEN}]`).value;
      document.querySelectorAll(`[name=${TOKEN}]`).forEach((field) => { field.value = token; });
      return true;
    };

    const post = async (text, isAgain) => {
      const fields = new URLSearchParams(text);
      fields.set(TOKEN, form.elements[TOKEN].value);
      const answer = await fetch(address, { method: "POST", body: fields, credentials: "same-origin" });
      if ((answer.headers.get("Content-Type") || "").includes("json")) {
        const told = await answer.json();
        if (!answer.ok) throw new Error(told.error || form.dataset.away);
        return told;
      }
      if (answer.status >= 500) throw new Error(form.dataset.away);
      if (isAgain || !(await renewed())) throw new Error(form.dataset.signIn);
      return post(text, true);
    };

    const keep = async () => {
      first = 0;
      const now = typed();
      if (words(now) === words(sent) || leaving) return;
      inBrowser(now);
      try {
        const told = await post(now);
        sent = now;
        if (words(typed()) === words(now)) inBrowser("");
        say(told.kept);
        held(told.held);
      } catch (fault) {
        say(fault instanceof TypeError ? form.dataset.away : fault.message);
        timer = setTimeout(later, AT_LATEST);
      }
    };
    const later = () => { asked = asked.then(keep); };

    form.addEventListener("input", () => {
      const now = Date.now();
      first = first || now;
      clearTimeout(timer);
      timer = setTimeout(later, Math.max(0, Math.min(PAUSE, first + AT_LATEST - now)));
    });
    // Nothing more is sent after it, and the copy in this browser goes once the save has arrived.
    form.addEventListener("submit", () => {
      leaving = true;
      clearTimeout(timer);
      inBrowser(typed());
      sessionStorage.setItem(SAVING, place);
    });
    window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && first && !leaving) navigator.sendBeacon(address, new URLSearchParams(typed()));
    });
    if (form.dataset.here) {
      setInterval(() => {
        fetch(form.dataset.here, { method: "POST", body: new URLSearchParams({ [TOKEN]: form.elements[TOKEN].value }), credentials: "same-origin" })
          .then((answer) => (answer.ok ? answer.json() : { held: "" })).then((told) => held(told.held)).catch(() => {});
      }, STILL_HERE);
    }

    sent = typed();
    let left = "";
    try { left = localStorage.getItem(place) || ""; } catch { /* Nothing was kept in a closed store. */ }
    // Kept here while the site was away: give it to the server, which offers it as it offers everything kept.
    if (!left) return;
    const isAnswered = document.querySelector("#errors, #refusal, .theirs");
    post(left).then(() => {
      inBrowser("");
      if (!isAnswered && words(left) !== words(sent) && typed() === sent) location.replace(location.pathname);
    }).catch((fault) => say(fault.message));
  };
  if (form && form.dataset.keep && !form.querySelector("fieldset.all[disabled]")) start();
}
