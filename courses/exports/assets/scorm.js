// Shows one lesson at a time, and tells the learning system (SCORM 1.2) which ones were seen.
"use strict";

(() => {
  const lessons = [...document.querySelectorAll("main > article")];
  const links = [...document.querySelectorAll("nav a[href^='#lesson-']")];
  const told = document.querySelector("[role=status]");
  const steps = [...document.querySelectorAll("[data-step]")];
  const begun = Date.now();

  // The system's window is above this one, or has opened it.
  function findApi(start) {
    try {
      for (let window = start, depth = 0; window && depth < 50; depth += 1) {
        if (window.API) return window.API;
        if (window.parent === window) return window.opener ? findApi(window.opener) : null;
        window = window.parent;
      }
    } catch { /* the window of another site */ }
    return null;
  }
  const api = findApi(window.parent === window ? window.opener : window.parent);
  const isHeard = api !== null && String(api.LMSInitialize("")) === "true";
  const read = (name) => (isHeard ? String(api.LMSGetValue(name) ?? "") : "");
  const write = (name, value) => isHeard && api.LMSSetValue(name, String(value));
  if (!isHeard) told.textContent = told.dataset.lost;

  const seen = new Set(read("cmi.suspend_data").split(",").map(Number)
    .filter((number) => number >= 1 && number <= lessons.length));
  let isDone = ["completed", "passed"].includes(read("cmi.core.lesson_status"));
  let shown = 0;

  function record() {
    write("cmi.suspend_data", [...seen].sort((a, b) => a - b).join(","));
    write("cmi.core.lesson_location", shown);
    isDone ||= seen.size === lessons.length;
    write("cmi.core.lesson_status", isDone ? "completed" : "incomplete");
    if (isDone && isHeard) told.textContent = told.dataset.done;
    if (isHeard) api.LMSCommit("");
  }
  function show(number, isAsked) {
    shown = Math.min(Math.max(number, 1), lessons.length);
    lessons.forEach((lesson, place) => { lesson.hidden = place + 1 !== shown; });
    seen.add(shown);
    links.forEach((link) => {
      const own = Number(link.hash.slice("#lesson-".length));
      if (own === shown) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
      link.parentElement.querySelector("[data-seen]").hidden = !seen.has(own);
    });
    steps[0].disabled = shown === 1;
    steps[1].disabled = shown === lessons.length;
    record();
    if (isAsked) lessons[shown - 1].focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#lesson-']");
    const step = event.target.closest("[data-step]");
    if (!link && !step) return;
    event.preventDefault();
    show(link ? Number(link.hash.slice("#lesson-".length)) : shown + Number(step.dataset.step), true);
  });
  document.querySelector(".package-tools").hidden = false;
  show(Number(read("cmi.core.lesson_location")) || 1, false);

  // As the standard writes it: HHHH:MM:SS.
  function writeTime(seconds) {
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return parts.map((part, place) => String(part).padStart(place ? 2 : 4, "0")).join(":");
  }
  let isOver = false;
  addEventListener("pagehide", () => {
    if (!isHeard || isOver) return;
    isOver = true;
    write("cmi.core.session_time", writeTime(Math.round((Date.now() - begun) / 1000)));
    write("cmi.core.exit", isDone ? "" : "suspend");
    api.LMSFinish("");
  });
})();
