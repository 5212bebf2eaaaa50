"use strict";

// One box ticks all of a page; without a script each is ticked by itself.
const all = document.querySelector("[data-tick-all]");
if (all) {
  all.hidden = false;
  all.querySelector("input").addEventListener("change", (event) => {
    const boxes = document.querySelectorAll('input[name="person"]');
    for (const box of boxes) box.checked = event.target.checked;
  });
}
