// Keeps the place in the text: when the language is switched, and until the reader comes back.
"use strict";

(() => {
  const body = document.querySelector(".lesson-body");
  if (!body) return;
  const blocks = [...body.children];
  // One place for all languages of the lesson.
  const key = `place:${location.pathname.replace(/^\/\w+/, "")}`;
  let rest, place = 0;

  // A browser may forbid to store anything; then the lesson begins at its beginning.
  const store = (act) => {
    try { return act(localStorage); } catch { return null; }
  };

  // The block at the upper edge and how much of it is above: it holds in other widths too.
  function note() {
    const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0);
    if (at < 0) return;
    const { top, height } = blocks[at].getBoundingClientRect();
    place = at + Math.min(Math.max(-top / height, 0), 0.999);
    store((kept) => (place ? kept.setItem(key, place.toFixed(3)) : kept.removeItem(key)));
  }

  function go() {
    const block = blocks[Math.min(Math.floor(place), blocks.length - 1)];
    // In a lesson of several parts the block may be in one that is not shown.
    block?.dispatchEvent(new Event("reveal", { bubbles: true }));
    const { top, height } = block?.getBoundingClientRect() ?? {};
    if (block) scrollTo(0, scrollY + top + (place % 1) * height);
  }

  const [, before] = /^#at-(\d+\.\d+)$/.exec(location.hash) ?? [];
  place = Number(before ?? store((kept) => kept.getItem(key))) || 0;
  // A browser that goes back or loads again finds the place itself; other anchors come first.
  if (place && (before || !location.hash)) addEventListener("load", () => { if (!scrollY) go(); });

  addEventListener("scroll", () => {
    clearTimeout(rest);
    rest = setTimeout(note, 400);
  }, { passive: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (link && place) link.hash = `at-${place.toFixed(3)}`;
  });

  // Done: whoever opens it again begins at the beginning.
  document.querySelector(".lesson-end").addEventListener("submit", () => {
    clearTimeout(rest);
    store((kept) => kept.removeItem(key));
  });

  // Paper opens nothing; style sheets of older browsers cannot either.
  addEventListener("beforeprint", () => {
    for (const answer of body.querySelectorAll("details")) answer.open = true;
  });
})();
