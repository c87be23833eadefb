// The list of what can be given out: the clinic's, or the copy this device keeps, which then tells its day.
"use strict";
const readList = async () => {
  const answer = await fetch("/pick/pages.json");
  const { day, pages, same } = await answer.json(), isKept = answer.headers.has("x-kept");
  const written = (date) => new Date(date).toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  const today = new Date().toLocaleDateString("sv"), now = isKept && today > day ? today : day;
  const passed = (Date.parse(now) - Date.parse(day)) / 864e5;
  if (isKept) {
    document.body.classList.add("away");
    const note = document.querySelector("[data-offline]");
    note.lastChild.textContent = note.lastChild.textContent.replace("%s", written(day));
    note.hidden = false;
  }
  return {
    isKept,
    same: same.map((ways) => ways.split(",")),
    today: now.replaceAll("-", ""),
    // What nobody has checked for 90 days past its date is not given out.
    pages: pages.map(([number, title, more, first, month, isSafety, due]) => ({
      number, title, more, first, month, isSafety,
      isLate: due + 90 < passed,
      due: due < passed ? written(Date.parse(day) + due * 864e5) : "",
    })).filter((page) => !page.isLate),
  };
};
