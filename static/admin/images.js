// A click on the picture of the library sets the two numbers of its focal point. Without script they are typed.
"use strict";
{
  const start = (box) => {
    const across = document.querySelector("#id_focal_x");
    const down = document.querySelector("#id_focal_y");
    const hint = document.querySelector("[data-focal-hint]");
    const image = box.querySelector("img");
    if (!across || !down || !image) return;
    box.dataset.started = "yes";
    if (hint) hint.hidden = false;
    const within = (value) => Math.max(0, Math.min(100, Math.round(value)));

    const draw = () => {
      box.querySelectorAll("circle").forEach((ring) => {
        ring.setAttribute("cx", box.dataset.focalWidth * within(across.value) / 100);
        ring.setAttribute("cy", box.dataset.focalHeight * within(down.value) / 100);
      });
    };
    image.addEventListener("click", (event) => {
      const area = image.getBoundingClientRect();
      across.value = within(100 * (event.clientX - area.left) / area.width);
      down.value = within(100 * (event.clientY - area.top) / area.height);
      draw();
    });
    [across, down].forEach((field) => field.addEventListener("input", draw));
    draw();
  };

  const all = () => document.querySelectorAll(".focal").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
}
