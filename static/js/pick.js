// Finds while somebody types, keeps favourites, orders a bundle. Without this file the list asks the server.
"use strict";
const openPicker = (root) => {
  const MOST = 5, SHOWN = 24, WHOLE = 4;
  const at = (name, inside = root) => inside.querySelector(`[data-${name}]`);
  const field = document.getElementById("q"), results = at("results"), groups = at("groups"), favourites = at("favourites");
  const say = (text) => { document.getElementById("live").textContent = text; };
  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  let pages, same, isKept, marked, chosen, timer;

  const month = (text) => new Date(`${text}-15`).toLocaleDateString(document.documentElement.lang, { month: "long", year: "numeric" });
  const byNumber = (number) => pages.find((page) => page.number === number);
  const isBundling = () => root.classList.contains("bundling");
  const address = (numbers) => `/show/${numbers.join("-")}/`;

  const row = (page) => {
    const made = root.querySelector("template").content.firstElementChild.cloneNode(true);
    const fill = (name, text) => made.querySelectorAll(`[data-${name}]`).forEach((one) => { one.textContent = text; });
    made.dataset.pick = page.number;
    made.querySelector("a").href = address([page.number]);
    made.querySelector("input").value = page.number;
    fill("number", page.number);
    fill("title", page.title);
    fill("first", page.first);
    at("due", made).hidden = !page.due;
    at("safety", made).hidden = !page.isSafety;
    at("checked", made).hidden = !page.month || page.due;
    if (page.month) fill("checked", at("checked", made).textContent.replace("%s", month(page.month)));
    return made;
  };
  const lay = (section, found) => section.querySelector("ul").replaceChildren(...found.map(row));

  // How well a page answers one word: it begins a word of the page, or one that means the same.
  const others = (word) => same.filter((ways) => ways.some(
    (way) => way.startsWith(word) || (way.length >= WHOLE && word.startsWith(way)),
  )).flat();
  const points = (page, word, ways) => (
    page.number.startsWith(word) ? 5 : page.name.startsWith(` ${word}`) ? 4
      : page.name.includes(` ${word}`) ? 3 : page.text.includes(` ${word}`) ? 2
        : ways.some((way) => page.text.includes(` ${way}`)) ? 1 : 0
  );
  const find = (typed) => {
    const said = words(typed), joined = said.join("");
    // A number may be typed with spaces or dashes.
    const asked = (/^\d{4,5}$/.test(joined) ? [joined] : said).map((word) => {
      const ways = word.length > 2 ? others(word) : [];
      return pages.map((page) => points(page, word, ways));
    }).filter((column) => column.some(Boolean)); // a word that no page has says nothing
    if (!asked.length) return [];
    return pages.map((page, place) => [asked.map((column) => column[place]), page])
      .filter(([scores]) => scores.every(Boolean))
      .map(([scores, page]) => [scores.reduce((sum, one) => sum + one), page])
      .sort(([a, one], [b, other]) => one.isSafety - other.isSafety || b - a).map(([, page]) => page);
  };

  const mark = (next) => {
    if (marked) {
      marked.classList.remove("marked");
      marked.querySelector("a").removeAttribute("aria-current");
    }
    marked = next || null;
    if (!marked) return;
    marked.classList.add("marked");
    marked.querySelector("a").setAttribute("aria-current", "true");
    marked.scrollIntoView({ block: "nearest" });
  };
  const inView = () => [...root.querySelectorAll(".pick")].filter((one) => one.checkVisibility());
  const step = (by) => {
    const rows = inView();
    const next = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(marked) + by))];
    mark(next);
    if (next) say(next.querySelector("a").textContent);
  };

  const filter = () => {
    const typed = field.value.trim();
    mark(null);
    results.hidden = !typed;
    groups.hidden = Boolean(typed);
    if (!typed) return;
    const found = find(typed);
    lay(results, found.slice(0, SHOWN));
    refresh();
    mark(results.querySelector(".pick"));
    clearTimeout(timer);
    const told = found.length ? (found.length > 1 ? root.dataset.found : root.dataset.one)
      : isKept ? root.dataset.away : root.dataset.none;
    timer = setTimeout(() => say(told.replace("%s", found.length)), 400);
  };

  // Favourites: those of the address, else those of this device. Nothing is kept before a star is pressed.
  const NAME = "favourites";
  const read = (text) => [...new Set((text || "").match(/\d{4,5}/g) || [])];
  const stored = () => { try { return localStorage.getItem(NAME); } catch { return ""; } };
  let kept = read(location.hash.slice(1) || stored());
  const keep = (number) => {
    const isKept = kept.includes(number);
    kept = isKept ? kept.filter((one) => one !== number) : [...kept, number];
    try { localStorage.setItem(NAME, kept.join("-")); } catch { return; }
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    say(isKept ? root.dataset.dropped : root.dataset.kept);
    layFavourites();
  };
  const layFavourites = () => {
    const found = kept.map(byNumber).filter(Boolean);
    favourites.hidden = !found.length;
    lay(favourites, found);
    at("export", favourites).href = `/pick/#${kept.join("-")}`;
    at("paper", favourites).href = `/print/cards?set=${kept.join("-")}`;
    refresh();
  };

  // A bundle keeps the order in which its pages were chosen.
  const button = (sign, label, act, isOff) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: sign, disabled: isOff });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  const swap = (place, other) => {
    [chosen[place], chosen[other]] = [chosen[other], chosen[place]];
    refresh();
    const move = other < place ? 0 : 1;
    const buttons = at("order").children[other].querySelectorAll("button");
    (buttons[move].disabled ? buttons[1 - move] : buttons[move]).focus();
  };
  const layOrder = () => {
    const order = at("order"), words = order.dataset;
    order.replaceChildren(...chosen.map((number, place) => {
      const title = byNumber(number)?.title || number;
      const line = document.createElement("li");
      line.append(
        Object.assign(document.createElement("span"), { textContent: `${place + 1}. ${title}` }),
        button("↑", `${words.up}: ${title}`, () => swap(place, place - 1), place === 0),
        button("↓", `${words.down}: ${title}`, () => swap(place, place + 1), place === chosen.length - 1),
      );
      return line;
    }));
    if (chosen.length) at("told").textContent = root.dataset.chosen.replace("%s", chosen.length);
    else at("told").textContent = at("told").dataset.told;
  };
  const refresh = () => {
    root.querySelectorAll(".pick").forEach((one) => {
      const box = one.querySelector("input"), number = one.dataset.pick;
      box.checked = chosen.includes(number);
      box.disabled = !box.checked && chosen.length >= MOST;
      one.querySelector(".star").setAttribute("aria-pressed", String(kept.includes(number)));
    });
    layOrder();
  };
  const choose = (number) => {
    if (chosen.includes(number)) chosen = chosen.filter((one) => one !== number);
    else if (chosen.length < MOST) chosen = [...chosen, number];
    refresh();
    say(chosen.length >= MOST ? root.dataset.full : at("told").textContent);
  };
  const bundle = (on) => {
    const link = at("bundle"), next = link.dataset.other;
    root.classList.toggle("bundling", on);
    link.dataset.other = link.textContent;
    link.textContent = next;
    field.focus();
  };

  readList().then((found) => {
    ({ pages, same, isKept } = found);
    for (const page of pages) {
      page.name = ` ${words(page.title).join(" ")}`;
      page.text = `${page.name} ${page.more}`;
    }
    if (!groups) return;
    // The page that is kept is as old as its list, or older.
    if (isKept) {
      groups.querySelectorAll("section").forEach((section) => {
        lay(section, [...section.querySelectorAll(".pick")].map((one) => byNumber(one.dataset.pick)).filter(Boolean));
      });
    }
    at("told").dataset.told = at("told").textContent;
    chosen = [...root.querySelectorAll(".pick input:checked")].map((box) => box.value).slice(0, MOST);
    layFavourites();
    field.addEventListener("input", filter);
    addEventListener("hashchange", () => { kept = read(location.hash.slice(1) || stored()); layFavourites(); });
    root.addEventListener("click", (event) => {
      const star = event.target.closest(".star");
      if (star) keep(star.closest(".pick").dataset.pick);
    });
    root.addEventListener("change", (event) => {
      if (event.target.matches(".pick input")) choose(event.target.value);
    });
    at("bundle").addEventListener("click", (event) => { event.preventDefault(); bundle(!isBundling()); });
    at("order").closest("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (chosen.length) location.assign(address(chosen));
      else say(at("told").textContent);
    });
    field.form.addEventListener("submit", (event) => {
      if (!marked && field.value.trim() && !isKept) return; // the server looks further
      event.preventDefault();
      if (!marked && isBundling() && chosen.length) location.assign(address(chosen));
      if (marked && isBundling()) choose(marked.dataset.pick);
      else if (marked) location.assign(marked.querySelector("a").href);
    });
    field.addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      step(by);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (field.value) {
        field.value = "";
        filter();
        field.focus();
      } else if (isBundling()) bundle(false);
    });
    const asked = new URLSearchParams(location.search).get("q");
    if (isKept && asked) field.value = asked;
    if (field.value && (isKept || document.activeElement === field && !asked)) filter();
    root.dataset.ready = "yes";
  }).catch(() => {});

  // Kept on the device for when there is no connection, on these two screens only.
  const keeper = navigator.serviceWorker, serve = (scope) => keeper.register("/sw.js", { scope });
  if (keeper) serve("/pick/").then(() => keeper.ready).then(() => serve("/show/")).catch(() => {});
};
document.querySelectorAll("[data-picker]").forEach(openPicker);
