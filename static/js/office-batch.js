/* Asks now and then how far a batch is; the page is loaded anew when its stage changes. */
"use strict";
(() => {
  const part = document.querySelector("[data-live]");
  if (!part) return;
  const stage = () => part.querySelector("[data-stage]")?.dataset.stage;
  const before = stage();
  const ask = async () => {
    try {
      const answer = await fetch(part.dataset.live, { headers: { accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceChildren(...page.body.childNodes);
      if (answer.headers.get("x-files") === "ready" || stage() !== before) location.reload();
    } catch {
      /* The line is down: ask again. */
    }
  };
  setInterval(ask, 3000);
})();
