// A paper that works without this: here it saves by itself, shows one question a screen on
// phones, counts what is answered and tells the time left.
"use strict";

(() => {
  const form = document.getElementById("paper");
  if (!form) return;
  const words = form.dataset;
  const questions = [...form.querySelectorAll(".question")];
  const part = (name) => form.querySelector(`[data-${name}]`);
  const burmese = document.documentElement.lang === "my";
  const digits = (n) => burmese ? String(n).replace(/\d/g, (d) => "၀၁၂၃၄၅၆၇၈၉"[d]) : String(n);
  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => digits(values[name]));
  const isAnswered = (question) => Boolean(question.querySelector(":checked"));
  const missing = () => questions.filter((question) => !isAnswered(question)).length;

  // Saving
  let waiting, isDirty = false;
  const say = (text) => { part("saved").textContent = text; };
  async function save() {
    clearTimeout(waiting);
    if (!isDirty) return;
    isDirty = false;
    say(words.wordsSaving);
    const body = new FormData(form);
    body.set("act", "save");
    try {
      const headers = { Accept: "application/json" };
      const response = await fetch(form.action, { method: "POST", body, headers, keepalive: true });
      if (response.status >= 500) throw new Error(response.statusText);  // tried again in a while
      const told = await response.json();
      say(told.message);
      if (told.closed) location.reload();
      if (response.status === 401) isDirty = true;
    } catch {
      isDirty = true;
      say(words.wordsUnsaved);
      waiting = setTimeout(save, 10000);
    }
  }
  const saveSoon = (delay) => { isDirty = true; clearTimeout(waiting); waiting = setTimeout(save, delay); };
  addEventListener("online", save);
  addEventListener("pagehide", save);

  // Counting
  function count() {
    const total = questions.length, done = total - missing();
    part("answered").textContent = fill(words.wordsAnswered, { done, total });
    questions.forEach((question, i) => list.children[i].firstChild.classList.toggle("answered", isAnswered(question)));
  }

  // One question a screen on phones
  const narrow = matchMedia("(max-width: 40em)");
  const list = part("list");
  let place = Math.max(questions.findIndex((question) => !isAnswered(question)), 0);
  questions.forEach((_question, i) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: digits(i + 1) });
    button.setAttribute("aria-label", fill(words.wordsQuestion, { number: i + 1 }));
    button.addEventListener("click", () => show(i, true));
    list.append(document.createElement("li"));
    list.lastChild.append(button);
  });
  function show(next, isMoved) {
    place = Math.min(Math.max(next, 0), questions.length - 1);
    const isOne = narrow.matches && questions.length > 1;
    questions.forEach((question, i) => { question.hidden = isOne && i !== place; });
    part("steps").hidden = !isOne;
    part("back").hidden = place === 0;
    part("on").hidden = place === questions.length - 1;
    part("end").hidden = isOne && place !== questions.length - 1;
    list.hidden = questions.length < 2;
    [...list.children].forEach((item, i) => item.firstChild.toggleAttribute("aria-current", isOne && i === place));
    if (!isMoved) return;
    const heading = questions[place].querySelector("h2");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }
  part("back").addEventListener("click", () => show(place - 1, true));
  part("on").addEventListener("click", () => show(place + 1, true));
  narrow.addEventListener("change", () => show(place));

  form.addEventListener("change", () => {
    part("missing").hidden = true;
    count();
    saveSoon(400);
  });

  // Handing in
  let isOver = false;
  form.addEventListener("submit", (event) => {
    const isSaving = event.submitter?.value === "save";
    const note = part("missing");
    if (isOver || isSaving || !missing() || !note.hidden) {
      isDirty = false;
      return clearTimeout(waiting);
    }
    event.preventDefault();
    note.textContent = fill(words.wordsMissing, { missing: missing() });
    note.hidden = false;
  });

  // Time left
  function tellTimeAt(minutes, end) {
    const delay = end - Date.now() - minutes * 60000;
    if (delay < 0) return;
    setTimeout(() => { part("left").textContent = fill(words.wordsLeft, { minutes }); }, delay);
  }
  if (words.secondsLeft) {
    const end = Date.now() + Number(words.secondsLeft) * 1000;
    for (const minutes of [10, 5, 1]) tellTimeAt(minutes, end);
    setTimeout(() => {
      isOver = true;
      part("left").textContent = words.wordsOver;
      form.requestSubmit(form.querySelector("[value=submit]"));
    }, end - Date.now());
  }

  count();
  show(place);
})();
