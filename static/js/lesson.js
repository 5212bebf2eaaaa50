// Switching the language in the middle of a lesson comes back to the same place in the text.
"use strict";

(() => {
  const body = document.querySelector(".lesson-body");
  if (!body) return;
  const top = () => body.getBoundingClientRect().top + scrollY;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (!link || scrollY <= top()) return;
    link.hash = `at-${((scrollY - top()) / body.offsetHeight).toFixed(3)}`;
  });

  const place = /^#at-([01]\.\d+)$/.exec(location.hash);
  if (place) addEventListener("load", () => scrollTo(0, top() + Number(place[1]) * body.offsetHeight));
})();
