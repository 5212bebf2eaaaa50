// Keeps the place in the text when the language is switched.
"use strict";

(() => {
  const body = document.querySelector(".lesson-body");
  if (!body) return;
  const top = () => body.getBoundingClientRect().top + scrollY;
  let rest, place = 0;

  addEventListener("scroll", () => {
    clearTimeout(rest);
    rest = setTimeout(() => {
      if (scrollY > top()) place = (scrollY - top()) / body.offsetHeight;
    }, 1200);
  }, { passive: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (link && place) link.hash = `at-${Math.min(place, 1).toFixed(3)}`;
  });

  const before = /^#at-([01]\.\d+)$/.exec(location.hash);
  if (!before) return;
  place = Number(before[1]);
  addEventListener("load", () => scrollTo(0, top() + place * body.offsetHeight));
})();
