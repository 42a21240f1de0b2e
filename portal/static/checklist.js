/* Ticks of a procedure, kept in this browser and nowhere else. Without this file every box can still be ticked and printed. */
"use strict";
(() => {
  const KEY = "benve-checklist";
  const boxes = Array.from(document.querySelectorAll("input[data-tick]"));
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : []);
    } catch {
      return new Set();
    }
  };
  const write = (ticks) => {
    try {
      if (ticks.size) localStorage.setItem(KEY, JSON.stringify([...ticks]));
      else localStorage.removeItem(KEY);
      return true;
    } catch {
      return false; /* a browser that keeps nothing: the boxes still work until the page is closed */
    }
  };
  const tell = () => {
    const place = document.querySelector("[data-progress]");
    const steps = boxes.filter((box) => box.dataset.tick.includes("/step-"));
    if (place && steps.length)
      place.textContent = place.dataset.progress.replace("{done}", steps.filter((box) => box.checked).length).replace("{all}", steps.length);
  };
  const show = () => {
    const ticks = read();
    for (const box of boxes) box.checked = ticks.has(box.dataset.tick);
    tell();
  };
  for (const box of boxes)
    box.addEventListener("change", () => {
      const ticks = read();
      if (box.checked) ticks.add(box.dataset.tick);
      else ticks.delete(box.dataset.tick);
      write(ticks);
      tell();
    });
  for (const button of document.querySelectorAll("[data-clear]"))
    button.addEventListener("click", () => {
      const ticks = button.dataset.clear === "all" ? new Set() : read();
      for (const box of boxes) ticks.delete(box.dataset.tick);
      write(ticks);
      for (const box of boxes) box.checked = false;
      tell();
      const place = button.parentElement.querySelector("[data-cleared]");
      if (place) place.textContent = place.dataset.cleared;
    });
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
})();
