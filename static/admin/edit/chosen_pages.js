// The pages of a handout: chosen from the list, put in order by buttons. The numbers in the field are what is saved.
"use strict";
{
  const edit = window.clinicEdit;
  const box = document.querySelector(".chosen");
  const field = box && box.querySelector("textarea");
  const list = box && box.querySelector("ol");
  const titles = new Map();

  const numbers = () => field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const said = (words) => { box.querySelector(".said-here").textContent = words; };
  const write = (rows) => {
    field.select();
    edit.type(field, rows.join("\n"));
  };

  // A move leaves the focus on the same button of the same page, or on one that can still do something.
  const way = (number, name, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.way = name;
    button.textContent = box.dataset[name];
    button.setAttribute("aria-label", `${box.dataset[name]}: ${titles.get(number) || number}`);
    button.addEventListener("click", () => {
      act();
      said(`${button.textContent}: ${titles.get(number) || number}`);
      const row = list.querySelector(`[data-number="${CSS.escape(number)}"]`);
      const next = row && (row.querySelector(`[data-way=${name}]:enabled`) || row.querySelector("button:enabled"));
      (next || box.querySelector("[data-choose]")).focus();
    });
    return button;
  };

  const row = (number, place, all) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    const ways = document.createElement("p");
    const moved = (to) => {
      const rest = all.filter((_other, at) => at !== place);
      write(to === null ? rest : [...rest.slice(0, to), number, ...rest.slice(to)]);
    };
    item.dataset.number = number;
    words.textContent = `${number} ${titles.get(number) || ""}`;
    ways.className = "ways";
    ways.append(
      way(number, "up", () => moved(place - 1)),
      way(number, "down", () => moved(place + 1)),
      way(number, "remove", () => moved(null)),
    );
    ways.children[0].disabled = place === 0;
    ways.children[1].disabled = place === all.length - 1;
    item.append(words, ways);
    return item;
  };
  const draw = () => {
    list.replaceChildren(...numbers().map(row));
    list.hidden = !list.children.length;
  };

  const put = (button) => {
    const number = button.dataset.words;
    const title = button.closest("li").querySelector("h2").textContent;
    const isThere = numbers().includes(number);
    titles.set(number, title);
    if (!isThere) write([...numbers(), number]);
    button.closest("dialog").querySelector(".dialog-message").textContent = `${isThere ? box.dataset.there : box.dataset.added} ${title}`;
    button.focus();
  };

  if (field) {
    list.querySelectorAll("li").forEach((item) => titles.set(item.dataset.number, item.textContent.replace(item.dataset.number, "").trim()));
    draw();
    field.addEventListener("input", draw);
    box.querySelector(".new-tab").remove();
    box.querySelector("[data-choose]").addEventListener("click", (event) => {
      event.preventDefault();
      // While an unsaved text waits to be brought back, the fields are closed.
      if (!field.matches(":disabled")) edit.openList(event.currentTarget.href, event.currentTarget).catch(edit.tell);
    });
    // The text below has a list as well: what is chosen in this one must not go into it.
    document.addEventListener("click", (event) => {
      const button = event.target.closest(".edit-dialog [data-what=items] [data-put]");
      if (!button) return;
      event.stopPropagation();
      put(button);
    }, true);
  }
}
