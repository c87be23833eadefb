// Four ways to look at the preview. Wide and paper are as wide as they really are, made smaller to fit.
"use strict";
{
  const edit = window.clinicEdit;
  const preview = document.getElementById("preview");
  const looks = preview && preview.querySelector(".looks");
  const screen = preview && preview.querySelector(".screen");
  const WIDTHS = { phone: 360, wide: 1280, dark: 360, print: 794 }; // CSS px; paper is A4

  const fit = () => {
    const scale = Math.min(1, screen.clientWidth / WIDTHS[preview.dataset.look]);
    if (scale > 0) screen.style.setProperty("--scale", scale.toFixed(4));
  };
  const choose = (look) => {
    preview.dataset.look = look;
    looks.querySelectorAll("[data-look]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.look === look));
    });
    fit();
  };

  if (looks) {
    looks.hidden = false;
    choose("phone");
    new ResizeObserver(fit).observe(screen);
    looks.addEventListener("click", (event) => {
      const button = event.target.closest("[data-look]");
      if (!button) return;
      choose(button.dataset.look);
      if (edit.refresh) edit.refresh();
    });
  }
}
