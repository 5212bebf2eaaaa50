// Asks now and then how a room is, and for the next code; without it pages are loaded anew.
"use strict";
(() => {
  const screen = document.querySelector("[data-reload]");
  if (screen) setTimeout(() => location.reload(), screen.dataset.reload * 1000);
  const part = document.querySelector("[data-room]");
  if (!part) return;
  setInterval(async () => {
    // Whoever stands in the table with the keyboard keeps the place.
    if (document.hidden || part.contains(document.activeElement)) return;
    try {
      const answer = await fetch(part.dataset.room);
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceChildren(...page.body.childNodes);
    } catch {
      // The line is down: ask again.
    }
  }, 10000);
})();
