// The trainer's list over a network that comes and goes: marks stay on this device until the
// server has them, each with its age, so that what was seen later counts. Without this the list
// is an ordinary form.
"use strict";

(() => {
  const form = document.querySelector("form[data-marks]");
  if (!form) return;
  const words = form.dataset;
  // Of one person: somebody else on this device neither sees the marks nor sends them.
  const key = `attendance:${words.person}:${location.pathname}`;
  const told = form.querySelector("[data-told]");
  const way = form.querySelector("[data-way]");
  const keeping = form.querySelector("[data-keeping]");
  const burmese = document.documentElement.lang === "my";
  const digits = (n) => burmese ? String(n).replace(/\d/g, (d) => "၀၁၂၃၄၅၆၇၈၉"[d]) : String(n);

  const read = () => { try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; } };
  function write(marks) {
    try {
      if (Object.keys(marks).length) localStorage.setItem(key, JSON.stringify(marks));
      else localStorage.removeItem(key);
    } catch { /* A browser that keeps nothing: the page itself still holds the marks. */ }
  }
  let marks = read();
  function say(text, { signIn = false } = {}) {
    const count = Object.keys(marks).length;
    told.textContent = text && count ? `${text} ${digits(count)}` : text;
    told.hidden = !text;
    way.hidden = !signIn;
  }
  function mark(seat, state) {
    marks[seat] = { state, at: Date.now() };
    write(marks);
    say(words.wordsKept);
  }
  for (const [seat, { state }] of Object.entries(marks)) {
    const box = form.querySelector(`[name="state-${CSS.escape(seat)}"][value="${CSS.escape(state)}"]`);
    if (box) box.checked = true;
    else delete marks[seat];  // the seat was given up meanwhile
  }
  form.addEventListener("change", ({ target }) => {
    if (target.name?.startsWith("state-")) mark(target.name.slice(6), target.value);
  });

  // Sending
  let sending = false, isRefused = false;
  function collect(sent) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("by", words.person);
    for (const [seat, { state, at }] of Object.entries(sent)) {
      body.set(`seen-${seat}`, form.elements[`seen-${seat}`]?.value ?? "");
      body.set(`state-${seat}`, state);
      // The age and not the moment: clocks of phones are wrong, their difference is not.
      body.set(`age-${seat}`, Math.max(0, Math.round((Date.now() - at) / 1000)));
    }
    return body;
  }
  const post = (body) => fetch(location.pathname, {
    method: "POST", body, headers: { Accept: "application/json" },
  });
  // The token of a page that waited is old: the page itself has a new one.
  async function renewToken() {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector("[data-marks] [name=csrfmiddlewaretoken]");
    if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
    return Boolean(fresh);
  }
  async function send() {
    if (sending || !Object.keys(marks).length) return;
    sending = true;
    const sent = { ...marks };
    try {
      let answer = await post(collect(sent));
      if (answer.status === 403 && await renewToken()) answer = await post(collect(sent));
      if (answer.status >= 500) throw new Error(answer.statusText);  // tried again in a while
      // Signed out meanwhile: the marks wait here until their person is back.
      if (answer.redirected) return say(words.wordsSignIn, { signIn: true });
      isRefused = !answer.ok;
      if (isRefused) return say((await answer.json()).message);
      for (const [seat, one] of Object.entries(sent)) if (marks[seat]?.at === one.at) delete marks[seat];
      write(marks);
      await drop();
      location.reload();  // with what the server says of the list
    } catch {
      say(words.wordsOffline);
    } finally {
      sending = false;
    }
  }
  // Once it was asked for: a list that is being filled in sends nothing by itself.
  let isAsked = Object.keys(marks).length > 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    isAsked = true;
    if (event.submitter?.name === "rest") {
      for (const seen of form.querySelectorAll("[name^=seen-]")) {
        const seat = seen.name.slice(5);
        const name = `state-${CSS.escape(seat)}`;
        if (form.querySelector(`[name="${name}"]:checked`)) continue;
        form.querySelector(`[name="${name}"][value="present"]`).checked = true;
        mark(seat, "present");
      }
    }
    if (Object.keys(marks).length) send();
    else say(words.wordsNothing);
  });
  // What the server refused is sent again by hand only.
  const retry = () => isRefused || isAsked && send();
  addEventListener("online", retry);
  setInterval(retry, 20000);

  // Keeping the page itself
  const isKept = async () => Boolean(await (await caches.open(words.cache)).match(location.pathname, { ignoreVary: true }));
  async function drop() {
    if ("caches" in window) await (await caches.open(words.cache)).delete(location.pathname, { ignoreVary: true });
  }
  async function keep() {
    await navigator.serviceWorker.register(words.worker, { scope: words.scope });
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload], script[src]")];
    const urls = parts.map((one) => one.href || one.src);
    await (await caches.open(words.cache)).addAll([location.pathname, ...new Set(urls)]);
  }
  if (keeping && "serviceWorker" in navigator && "caches" in window) {
    const draw = async () => {
      keeping.hidden = false;
      keeping.textContent = await isKept() ? words.wordsDrop : words.wordsKeep;
    };
    keeping.addEventListener("click", async () => {
      try {
        await (await isKept() ? drop() : keep());
      } catch {
        say(words.wordsOffline);
      }
      draw();
    });
    draw();
  }
  if (Object.keys(marks).length) { say(words.wordsKept); send(); }
})();
