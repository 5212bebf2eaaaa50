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
  // Of ticks one is an answer; of what is answered part by part every part.
  function isAnswered(question) {
    const parts = [...question.querySelectorAll("select, input[type=text], textarea")];
    return parts.length ? parts.every((part) => part.value.trim()) : Boolean(question.querySelector(":checked"));
  }
  part("ask")?.remove();  // the server asks before it takes an empty answer: here it is asked below
  const missing = () => questions.filter((question) => !isAnswered(question)).length;

  // Saving
  let waiting, isDirty = false, isRefused = false;
  let sending, sent;  // the save that is under way, and what it sends
  let lost;  // what was sent without an answer: whether it arrived is not known
  const way = part("way"), both = part("both");
  both.textContent = words.wordsElsewhere;
  function say(text, { signIn = "", isElsewhere = false } = {}) {
    part("saved").textContent = text;
    way.hidden = !signIn;
    way.href = signIn || "#";
    way.textContent = words.wordsSignIn;
    both.hidden = !isElsewhere;
  }
  const post = (body) => fetch(form.action, {
    method: "POST", body, headers: { Accept: "application/json" }, keepalive: true,
  });
  function collect() {
    const body = new FormData(form);
    body.set("act", "save");
    return body;
  }
  // As the server keeps it: what is typed stands behind the name of its slot.
  function listAnswer(body, name) {
    const typed = [...body].filter(([field, value]) => field.startsWith(`${name}.`) && value.trim());
    const chosen = body.getAll(name).filter(Boolean);
    return [...chosen, ...typed.map(([field, value]) => `${field.slice(name.length + 1)}:${value.trim()}`)];
  }
  // What is saved now is what the next change is compared with.
  function remember(body, isKnown = () => true) {
    for (const seen of form.querySelectorAll("[data-seen]")) {
      const name = `w${seen.dataset.seen}`, chosen = ["", ...listAnswer(body, `q${seen.dataset.seen}`)];
      if (!isKnown(seen.dataset.seen, chosen)) continue;
      seen.replaceChildren(...chosen.map((value) =>
        Object.assign(document.createElement("input"), { type: "hidden", name, value })));
    }
  }
  // The page as it is now, for whoever is signed in.
  async function loadPaper() {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const paper = page.querySelector("#paper");
    return paper?.querySelector("[name=paper]").value === form.elements.paper.value ? paper : null;
  }
  // The token of a page that waited is old: the page itself has a new one.
  async function renewToken(body) {
    const fresh = (await loadPaper())?.querySelector("[name=csrfmiddlewaretoken]");
    if (!fresh) return false;
    form.elements.csrfmiddlewaretoken.value = fresh.value;
    body.set("csrfmiddlewaretoken", fresh.value);
    return true;
  }
  // What stands there as it was sent from here was not changed in another window.
  async function findLost() {
    const paper = await loadPaper();
    remember(lost, (place, chosen) => {
      const there = [...paper?.querySelectorAll(`[name=w${place}]`) ?? []].map((one) => one.value);
      return String(there.sort()) === String([...chosen].sort());
    });
    lost = null;
  }
  async function send() {
    isDirty = false;
    say(words.wordsSaving);
    try {
      if (lost) await findLost();
      sent = collect();
      let response = await post(sent);
      if (response.status === 403 && await renewToken(sent)) response = await post(sent);
      if (response.status >= 500) throw new Error(response.statusText);  // tried again in a while
      const isOther = response.status === 404;  // signed in now: the paper stays here for its own
      const told = isOther ? { message: words.wordsOther } : await response.json();
      if (told.closed) location.reload();
      if (told.seconds_left) keepTime(told.seconds_left);
      if (response.ok) remember(sent);
      else [isDirty, isRefused] = [true, !isOther];
      say(told.message, { signIn: told.sign_in, isElsewhere: Boolean(told.elsewhere) });
      return !isOther;
    } catch {
      isDirty = true;
      lost ??= sent;
      say(words.wordsUnsaved);
      waiting = setTimeout(save, 10000);
      return false;
    }
  }
  // One at a time: a second would be compared with what was saved before the first. Returns
  // whether the server has answered its person.
  async function save() {
    clearTimeout(waiting);
    if (sending) return sending;
    if (!isDirty) return true;
    sending = send();
    const isAnswered = await sending;
    sending = null;
    return isAnswered && isDirty && !isRefused ? save() : isAnswered;
  }
  function saveSoon(delay) {
    isDirty = true;
    isRefused = false;
    clearTimeout(waiting);
    waiting = setTimeout(save, delay);
  }
  addEventListener("online", save);
  addEventListener("focus", save);  // back from the window where one has signed in again
  addEventListener("pagehide", () => {
    if (!sending || !isDirty) return save();
    remember(sent);  // the page waits for it no longer, and it is there first
    post(collect());
  });

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

  function takeChange(delay) {
    part("missing").hidden = true;
    count();
    saveSoon(delay);
  }
  form.addEventListener("change", () => takeChange(400));

  const isTyped = (field) => field.matches("input[type=text]");
  form.addEventListener("input", (event) => {
    if (isTyped(event.target) || event.target.dataset.limit) takeChange(1500);  // counted before one leaves the field
    if (event.target.dataset.limit) countText(event.target);
  });
  // As a person reads: a letter with its signs is one.
  const letters = "Segmenter" in Intl ? new Intl.Segmenter("my", { granularity: "grapheme" }) : null;
  function countText(field) {
    const told = field.parentElement.querySelector("[data-length]"), text = field.value.trim();
    const length = letters ? [...letters.segment(text)].length : [...text].length;
    told.textContent = fill(told.dataset.words, { count: length });
    field.setAttribute("aria-invalid", String(length > Number(field.dataset.limit)));
  }
  form.querySelectorAll("[data-limit]").forEach(countText);
  // Else it would press the first button, which saves and leaves.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && isTyped(event.target) && !event.isComposing) event.preventDefault();
  });

  // Handing in
  let isOver = false;
  form.addEventListener("submit", async (event) => {
    const by = event.submitter, note = part("missing");
    if (!isOver && by?.value !== "save" && missing() && note.hidden) {
      event.preventDefault();
      note.textContent = fill(words.wordsMissing, { missing: missing() });
      note.hidden = false;
    } else if (sending || (isDirty && !isRefused)) {
      // Saved first: without a connection the page would go, and with it what was chosen.
      event.preventDefault();
      await sending;
      if (await save()) form.requestSubmit(by);
    } else {
      isDirty = false;
      clearTimeout(waiting);
    }
  });

  // Time left, which a trainer may lengthen while the page is open
  let end, timers = [];
  function tellTime(minutes) {
    part("left").textContent = minutes === 1 ? words.wordsLast : fill(words.wordsLeft, { minutes });
  }
  function setTime(seconds) {
    timers.forEach(clearTimeout);
    end = Date.now() + seconds * 1000;
    const soon = [10, 5, 1].filter((minutes) => minutes * 60 <= seconds);
    timers = soon.map((minutes) => setTimeout(tellTime, (seconds - minutes * 60) * 1000, minutes));
    timers.push(setTimeout(endTime, seconds * 1000));
  }
  async function keepTime(seconds, paper) {
    if (Math.abs(Date.now() + seconds * 1000 - end) < 5000) return;  // the way there and back
    setTime(seconds);
    tellTime(Math.max(Math.floor(seconds / 60), 1));
    const page = (paper ?? await loadPaper().catch(() => null))?.ownerDocument;
    document.querySelector("[data-deadline]").replaceChildren(...page?.querySelector("[data-deadline]").childNodes ?? []);
  }
  async function endTime() {
    const paper = await loadPaper().catch(() => null), seconds = Number(paper?.dataset.secondsLeft);
    if (seconds) return seconds > 5 ? keepTime(seconds, paper) : setTime(seconds);
    isOver = true;
    part("left").textContent = words.wordsOver;
    form.requestSubmit(form.querySelector("[value=submit]"));
  }
  // In a room the invigilator sees who is there, and may give everybody more minutes.
  if ("present" in words) setInterval(() => saveSoon(0), 60000);
  if (words.secondsLeft) setTime(Number(words.secondsLeft));

  count();
  show(place);
})();
