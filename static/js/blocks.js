// Blocks of a lesson that do more with a script: parts, worked examples, code, words.
// Without it all of them are shown; what is hidden here is found by the search of the browser.
"use strict";

(() => {
  const body = document.querySelector(".lesson-body");
  if (!body) return;
  const canFind = "onbeforematch" in document.body;
  const hide = (element, isHidden) => {
    if (isHidden) element.setAttribute("hidden", canFind ? "until-found" : "");
    else element.removeAttribute("hidden");
  };
  const addButton = (parent, words, act, look = "button quiet") => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: look, textContent: words });
    button.addEventListener("click", act);
    parent.append(button);
    return button;
  };

  // ---- Parts: one at a time, each with an address, so that going back works ------------------
  const breaks = [...body.querySelectorAll(":scope > .part-break")];
  const blocks = [...body.children];
  const end = document.querySelector(".lesson-end");
  let part = 1, turns;

  const partOf = (block) => {
    const at = blocks.indexOf(block.closest(".lesson-body > *") ?? block);
    return 1 + breaks.filter((mark) => blocks.indexOf(mark) <= at).length;
  };

  function showPart(number) {
    part = number;
    for (const block of blocks) hide(block, partOf(block) !== number);
    turns.previous.hidden = number === 1;
    turns.next.hidden = number > breaks.length;
    // Only who is through with the last part has read the lesson.
    end.hidden = !turns.next.hidden;
  }

  function turnTo(number) {
    history.pushState(null, "", number > 1 ? `#part-${number}` : location.pathname + location.search);
    showPart(number);
    const first = blocks.find((block) => partOf(block) === number);
    first.setAttribute("tabindex", "-1");
    first.scrollIntoView();
    first.focus({ preventScroll: true });
  }

  function readAddress() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    showPart(target && body.contains(target) ? partOf(target) : 1);
    if (target && body.contains(target)) target.scrollIntoView();
  }

  if (breaks.length) {
    const row = document.createElement("p");
    row.className = "parts";
    const { previous, next } = breaks[0].dataset;
    turns = {
      previous: addButton(row, previous, () => turnTo(part - 1)),
      next: addButton(row, next, () => turnTo(part + 1), "button"),
    };
    body.after(row);
    showPart(1);
    if (location.hash && !location.hash.startsWith("#at-")) readAddress();
    addEventListener("popstate", readAddress);
    // The search of the browser found something in a part that is not shown.
    body.addEventListener("beforematch", (event) => showPart(partOf(event.target)));
    // The place that is kept may be in another part: lesson.js asks for it.
    body.addEventListener("reveal", (event) => showPart(partOf(event.target)));
    addEventListener("beforeprint", () => { for (const block of blocks) hide(block, false); });
    addEventListener("afterprint", () => showPart(part));
  }

  // ---- Worked examples: one step after the other -----------------------------------------------
  for (const example of body.querySelectorAll(".worked")) {
    const steps = [...example.querySelectorAll(".worked__steps > li")];
    for (const step of steps.slice(1)) hide(step, true);
    const more = addButton(example, example.dataset.next, () => {
      const next = steps.find((step) => step.hasAttribute("hidden"));
      hide(next, false);
      next.setAttribute("tabindex", "-1");
      next.focus();
      if (next === steps.at(-1)) more.remove();
    });
    const showAll = () => { for (const step of steps) hide(step, false); more.remove(); };
    example.addEventListener("beforematch", showAll);
    addEventListener("beforeprint", showAll);
  }

  // ---- Code is copied as it was written ----------------------------------------------------------
  for (const sample of body.querySelectorAll(".code-sample")) {
    if (!navigator.clipboard) break;
    const { copy, copied } = sample.dataset;
    const button = addButton(sample, copy, async () => {
      await navigator.clipboard.writeText(sample.querySelector("code").textContent.replaceAll("\u2060", ""));
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 2000);
    }, "button quiet copy");
    button.setAttribute("aria-live", "polite");
  }

  // ---- Words: a tap shows the meaning; older browsers go to it -----------------------------------
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a.term");
    const meaning = link && document.getElementById(link.hash.slice(1));
    if (!meaning || !HTMLElement.prototype.showPopover) return;
    event.preventDefault();
    document.querySelector(".term-note")?.remove();
    const note = document.createElement("div");
    note.className = "term-note";
    note.setAttribute("role", "note");
    note.popover = "auto";
    note.tabIndex = -1;
    note.append(...[...meaning.children].map((child) => {
      const line = document.createElement("p");
      line.append(...child.cloneNode(true).childNodes);
      return line;
    }));
    note.addEventListener("toggle", ({ newState }) => {
      if (newState === "closed") { note.remove(); link.focus({ preventScroll: true }); }
    });
    link.after(note);
    note.showPopover();
    note.focus();
  });
})();
