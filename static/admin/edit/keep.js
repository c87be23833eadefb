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

  const start = () => {
    const address = form.dataset.keep;
    const place = `kept ${form.dataset.person} ${address}`;
    let first = 0;
    let timer = 0;
    let asked = Promise.resolve();
    let sent = "";
    let leaving = false;

    const typed = () => new URLSearchParams(new FormData(form)).toString();
    const say = (text) => { if (shown.textContent !== text) shown.textContent = text; };
    const inBrowser = (text) => { try { text ? localStorage.setItem(place, text) : localStorage.removeItem(place); } catch { /* A full or closed store: the server has it. */ } };

    const held = (words) => {
      if (!words || !notice.hidden) return;
      notice.textContent = `${words} ${form.dataset.heldNext}`;
      notice.hidden = false;
    };

    const post = async (body) => {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams(body), credentials: "same-origin" });
      const isOurs = (answer.headers.get("Content-Type") || "").includes("json");
      if (!isOurs) throw new Error(form.dataset.signIn);
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error || form.dataset.signIn);
      return told;
    };

    const keep = async () => {
      first = 0;
      const now = typed();
      if (now === sent || leaving) return;
      inBrowser(now);
      try {
        const told = await post(now);
        sent = now;
        if (typed() === now) inBrowser("");
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
    // What is being saved needs no copy, and one that arrives later would be offered for nothing.
    form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); inBrowser(""); });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && first && !leaving) navigator.sendBeacon(address, new URLSearchParams(typed()));
    });
    if (form.dataset.here) {
      setInterval(() => {
        fetch(form.dataset.here, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value }), credentials: "same-origin" })
          .then((answer) => (answer.ok ? answer.json() : { held: "" })).then((told) => held(told.held)).catch(() => {});
      }, STILL_HERE);
    }

    sent = typed();
    let left = "";
    try { left = localStorage.getItem(place) || ""; } catch { /* Nothing was kept in a closed store. */ }
    // Kept here while the site was away: give it to the server, which offers it as it offers everything kept.
    if (left && left !== sent) {
      const body = new URLSearchParams(left);
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      post(body).then(() => { inBrowser(""); if (typed() === sent) location.reload(); }).catch(() => {});
    }
  };
  if (form && form.dataset.keep && !form.querySelector("fieldset.all[disabled]")) start();
}
