// The Markdown field of the admin: preview by the publishing code, pictures by file or drop. Tab is left alone.
"use strict";
{
  const cookie = (name) => (document.cookie.split("; ").find((part) => part.startsWith(name + "=")) || "").split("=")[1];
  const token = () => (document.querySelector("[name=csrfmiddlewaretoken]") || {}).value || cookie("csrftoken");

  const start = (box) => {
    const area = box.querySelector("textarea");
    const preview = box.querySelector(".markdownx-preview");
    const message = box.querySelector(".markdownx-message");
    if (!area || !preview || area.name.includes("__prefix__") || box.dataset.started) return;
    box.dataset.started = "yes";
    // Without script there is nothing to preview with, so neither is shown.
    box.querySelectorAll("[hidden]").forEach((part) => { part.hidden = false; });
    let timer;
    let newest = 0;

    const say = (text) => { message.textContent = text || ""; };
    const post = async (url, form) => {
      const answer = await fetch(url, { method: "POST", body: form, headers: { "X-CSRFToken": token() }, credentials: "same-origin" });
      if (answer.ok) return answer;
      const fault = (answer.headers.get("Content-Type") || "").includes("json") ? (await answer.json()).error : box.dataset.faultsSignIn;
      throw new Error(fault || box.dataset.faultsLost);
    };

    // A page of its own, without scripts, in the look of the public site.
    const show = (html) => {
      const styles = box.dataset.styles.split(" ").map((href) => `<link rel="stylesheet" href="${href}">`).join("");
      const top = preview.contentWindow ? preview.contentWindow.scrollY : 0;
      preview.onload = () => preview.contentWindow.scrollTo(0, top);
      // A link followed in here would lead to a page that may not be framed; in a sandbox "_blank" goes nowhere.
      preview.srcdoc = `<!doctype html><title>.</title><base target="_blank">${styles}<div class="wrap text"><main>${html}</main></div>`;
    };

    const refresh = async () => {
      const mine = ++newest;
      const form = new FormData();
      form.append("content", area.value);
      try {
        const html = await (await post(area.dataset.markdownxUrlsPath, form)).text();
        if (mine === newest) { show(html); say(""); }
      } catch (fault) {
        if (mine === newest) say(fault instanceof TypeError ? box.dataset.faultsLost : fault.message);
      }
    };

    const add = async (file) => {
      const form = new FormData();
      form.append("image", file);
      say(box.dataset.adding);
      try {
        const answer = await (await post(area.dataset.markdownxUploadUrlsPath, form)).json();
        area.setRangeText(`\n\n${answer.image_code}\n\n`, area.selectionStart, area.selectionEnd, "end");
        say(answer.message || "");
        refresh();
      } catch (fault) {
        say(fault instanceof TypeError ? box.dataset.faultsLost : fault.message);
      }
    };

    area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(refresh, 500); });
    area.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
    area.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      add(event.dataTransfer.files[0]);
    });
    box.querySelector("[data-picture]").addEventListener("change", (event) => {
      if (event.target.files.length) add(event.target.files[0]);
      event.target.value = "";
    });
    refresh();
  };

  const all = (root) => root.querySelectorAll(".markdownx").forEach(start);
  document.addEventListener("formset:added", (event) => all(event.target));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => all(document));
  else all(document);
}
