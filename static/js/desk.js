"use strict";

// One box ticks all of a page; without a script each is ticked by itself.
const all = document.querySelector("[data-tick-all]");
if (all) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll('input[name="person"]')) box.checked = all.checked;
  });
}
