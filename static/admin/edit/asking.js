// Asks the site, and says in words why there is no answer. Nothing that was typed is ever touched by a failure.
"use strict";
window.clinicEdit = window.clinicEdit || {};
{
  const edit = window.clinicEdit;
  const PATIENCE = 15000; // milliseconds
  const said = () => document.querySelector(".writing").dataset;
  const token = () => (document.querySelector("[name=csrfmiddlewaretoken]") || {}).value || "";

  class Refusal extends Error {}

  const fetched = async (address, options) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const headers = options.method === "POST" ? { "X-CSRFToken": token() } : {};
      return await fetch(address, { credentials: "same-origin", headers, signal: stop.signal, ...options });
    } catch {
      throw new Refusal(said().lost);
    } finally {
      clearTimeout(timer);
    }
  };

  // The answer as an object. A page instead of JSON means that the person is signed out or the site is in trouble.
  edit.post = async (address, form) => {
    const answer = await fetched(address, { method: "POST", body: form });
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    if (answer.ok && isJson) return answer.json();
    const words = isJson ? (await answer.json()).error : "";
    throw new Refusal(words || (answer.status === 403 || answer.redirected ? said().signIn : said().lost));
  };

  // The list inside a page of ours. A form to mend comes with 400 and is a list as well.
  edit.list = async (address, options) => {
    const answer = await fetched(address, options);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("picker");
    if (found) return document.importNode(found, true);
    throw new Refusal(answer.status === 403 || answer.redirected ? said().signIn : said().lost);
  };

  edit.say = (words) => { document.querySelector(".writing .message").textContent = words || ""; };
  // A fault of our own is not the writer's business, but it must not be swallowed either.
  edit.tell = (fault) => {
    if (!(fault instanceof Refusal)) throw fault;
    edit.say(fault.message);
  };
  edit.Refusal = Refusal;
}
