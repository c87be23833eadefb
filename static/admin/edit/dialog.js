// One window for all lists: the browser's own dialog, so the focus stays in it, Escape closes it and the page waits.
"use strict";
{
  const edit = window.clinicEdit;
  let dialog = null;
  let opener = null;
  let from = null;

  const made = () => {
    dialog = document.createElement("dialog");
    dialog.className = "edit-dialog";
    dialog.setAttribute("aria-labelledby", "picker_title");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button close";
    close.textContent = document.querySelector(".writing").dataset.close;
    close.addEventListener("click", () => dialog.close());
    const message = document.createElement("p");
    message.className = "dialog-message";
    message.setAttribute("role", "alert");
    dialog.append(close, message);
    dialog.addEventListener("close", () => {
      // Told a moment after the window has gone: whoever has moved on meanwhile is not called back.
      const at = document.activeElement;
      if (opener && (at === document.body || at === from || dialog.contains(at))) opener.focus();
      opener = from = null;
    });
    document.body.append(dialog);
  };

  const show = (list) => {
    const old = dialog.querySelector("#picker");
    if (old) old.remove();
    list.querySelectorAll(".put").forEach((part) => { part.hidden = false; });
    dialog.append(list);
    dialog.scrollTop = 0;
    say("");
    const first = list.querySelector("[data-first]") || list.querySelector("[data-chosen] :is(input[data-sentence], button)");
    (first || list.querySelector("#pick_q")).focus();
  };
  const say = (words) => { dialog.querySelector(".dialog-message").textContent = words; };

  edit.openList = async (address, button) => {
    const list = await edit.list(address, {});
    if (!dialog) made();
    opener = from = button;
    if (!dialog.open) dialog.showModal();
    show(list);
    return dialog;
  };
  edit.closeList = (focus) => {
    opener = focus || opener;
    dialog.close();
  };

  // Searching and adding happen in place; the same forms lead to whole pages where there is no script.
  const sent = (form, submitter) => {
    const data = new FormData(form, submitter);
    if (form.method === "post") load(form.action, { method: "POST", body: data });
    else load(`${form.action}?${new URLSearchParams(data)}`, {});
  };
  const load = async (address, options) => {
    try {
      show(await edit.list(address, options));
    } catch (fault) {
      if (!(fault instanceof edit.Refusal)) throw fault;
      say(fault.message);
    }
  };
  document.addEventListener("submit", (event) => {
    if (!dialog || !dialog.contains(event.target) || event.target.method === "dialog") return;
    event.preventDefault();
    sent(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".edit-dialog #picker a");
    if (!link || link.target) return;
    event.preventDefault();
    const own = link.getAttribute("href");
    if (own.startsWith("#")) dialog.querySelector(own).focus();
    else load(own, {});
  });
}
