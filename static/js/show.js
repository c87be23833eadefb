// Copy, share, stay awake, go back. The screen works without this file.
"use strict";
const openScreen = (back) => {
  const say = (text) => { document.getElementById("live").textContent = text; };
  const share = document.querySelector("[data-share]");

  if (share) {
    const message = () => document.getElementById("message").textContent;
    const serve = (name, act) => {
      const button = share.querySelector(`[data-does=${name}]`);
      button.classList.add("ready");
      button.addEventListener("click", act);
    };
    if (navigator.clipboard) {
      serve("copy", () => navigator.clipboard.writeText(message()).then(
        () => say(share.dataset.copied),
        () => say(share.dataset.notCopied),
      ));
    }
    if (navigator.share) serve("send", () => navigator.share({ text: message() }).catch(() => {}));

    // A screen that goes dark while a camera looks at it helps nobody. The browser lets go when the page is hidden.
    const stayAwake = () => {
      if (!document.hidden) navigator.wakeLock.request("screen").catch(() => {});
    };
    if (navigator.wakeLock) {
      stayAwake();
      document.addEventListener("visibilitychange", stayAwake);
    }
  }

  // Back to the list as it was left, where there is one.
  const cameFromList = document.referrer.startsWith(back.href);
  back.addEventListener("click", (event) => {
    if (!cameFromList) return;
    event.preventDefault();
    history.back();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back.click();
  });
};
document.querySelectorAll("[data-back]").forEach(openScreen);
