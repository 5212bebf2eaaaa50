// Adds up the points of a rubric while levels are chosen; without this the draft says the sum.
"use strict";

(() => {
  const form = document.getElementById("marks"), told = form?.querySelector("[data-sum]");
  if (!told) return;
  const burmese = document.documentElement.lang === "my";
  const digits = (n) => burmese ? String(n).replace(/\d/g, (d) => "၀၁၂၃၄၅၆၇၈၉"[d]) : String(n);
  const points = () => [...form.querySelectorAll("[data-points]:checked")].map((one) => Number(one.dataset.points));
  const add = () => { told.textContent = digits(points().reduce((sum, one) => sum + one, 0)); };
  form.addEventListener("change", add);
  add();
})();
