// Draws the show screen on the device, for the numbers in the address, from the list that the device keeps.
"use strict";
const drawScreen = (root) => {
  const words = root.dataset;
  const at = (place) => root.querySelector(place);
  const make = (name, textContent) => Object.assign(document.createElement(name), { textContent });
  const note = (text) => {
    const made = make("p", text);
    made.className = "notice";
    at(".where").after(made);
  };
  const message = (title, address) => {
    for (const pattern of JSON.parse(words.messages)) {
      const room = 164 - pattern.length - address.length;
      if (room >= Math.min(title.length, 24)) {
        const cut = title.length > room ? `${title.slice(0, room - 3).trimEnd()}...` : title;
        return pattern.replace("%a", address).replace("%t", () => cut);
      }
    }
    return address;
  };
  const draw = ({ pages, today }) => {
    const numbers = [...new Set(location.pathname.split("/")[2].split("-"))];
    const given = numbers.map((number) => pages.find((page) => page.number === number)).filter(Boolean).slice(0, 5);
    if (!given.length) throw new Error("nothing to show");
    const joined = given.map((page) => page.number).join("-"), isOne = given.length === 1;
    const title = isOne ? given[0].title : words.several.replace("%s", given.length);
    const address = `${words.address}/${isOne ? joined : `h/${joined}/${today}`}`;
    const code = drawCode(address.toUpperCase());
    document.title = title;
    at("h1").textContent = title;
    at(".code").append(joined);
    at(".address").textContent = address.split("//")[1];
    at("#message").textContent = message(title, address);
    if (code) {
      at(".plate svg").setAttribute("viewBox", `0 0 ${code.side} ${code.side}`);
      at(".plate path + path").setAttribute("d", code.path);
    } else at(".plate").hidden = true;
    const left = numbers.filter((number) => !joined.includes(number)).join(", ");
    if (left) note(words.left.replace("%s", left));
    given.filter((page) => page.due).forEach((page) => note(words.due.replace("%t", page.title).replace("%d", page.due)));
    at(".order").append(...given.map((page) => make("li", page.title)));
    root.querySelectorAll("[data-several-only]").forEach((one) => { one.hidden = isOne; });
    root.hidden = false;
  };
  readList().then(draw).catch(() => { document.querySelector("[data-nothing]").hidden = false; });
};
document.querySelectorAll("[data-drawn]").forEach(drawScreen);
