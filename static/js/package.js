// Our end of the bridge to a package: opens its frame, keeps what it tells, asks where two differ.
"use strict";

(() => {
  const page = document.getElementById("package");
  const facts = JSON.parse(document.getElementById("package-facts").textContent);
  const words = page.dataset;
  const part = (name) => page.querySelector(`[data-${name}]`);
  const version = 1;  // of the messages
  const leastGap = 2000;  // milliseconds between two saves of a talkative package
  const isKept = facts.enrolment !== null;
  const place = `package:${facts.enrolment}:${facts.version}:${facts.part}`;
  let frame, revision = facts.revision, pending = null, sending = null, waiting, isStopped = false;
  let begun = facts.data, goodbye = () => null;

  const say = (text) => { part("told").textContent = text; };
  // A browser may forbid to store anything; then it is sent or lost.
  const store = (act) => {
    try { return act(localStorage); } catch { return null; }
  };
  const keep = () => store((kept) => kept.setItem(place, JSON.stringify({ base: revision, data: pending })));
  const forget = () => store((kept) => kept.removeItem(place));
  const readKept = () => store((kept) => JSON.parse(kept.getItem(place)));

  // Saving: one at a time, each with the revision that it goes on from.
  const token = () => document.querySelector("#package-form [name=csrfmiddlewaretoken]");
  const post = (data) => fetch(words.save, {
    method: "POST", keepalive: true,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token().value },
    body: JSON.stringify({
      enrolment: facts.enrolment, version: facts.version, part: facts.part, base: revision, data,
    }),
  });
  // The token of a page that waited is old: the page itself has a new one.
  async function renewToken() {
    const text = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("#package-form input");
    if (fresh) token().value = fresh.value;
    return Boolean(fresh);
  }
  async function send() {
    const data = pending;
    let response = await post(data);
    if (response.status === 403 && await renewToken()) response = await post(data);
    if (response.status >= 500) throw new Error(response.statusText);  // tried again in a while
    const told = await response.json();
    if (response.status === 409) return ask(told.message, told.revision);
    say([told.message, told.reported].filter(Boolean).join(" "));
    if (response.ok) {
      revision = told.revision;
      if (pending === data) { pending = null; forget(); } else keep();
    } else if (response.status !== 401) {
      isStopped = true;  // no further try would be taken
    }
  }
  async function flush() {
    clearTimeout(waiting);
    if (sending || isStopped || pending === null || !isKept) return sending;
    say(words.wordsSaving);
    sending = send().catch(() => {
      say(words.wordsUnsaved);
      waiting = setTimeout(flush, 10000);
    });
    await sending;
    sending = null;
    if (pending !== null && !isStopped) waiting = setTimeout(flush, Math.max(leastGap, 0));
  }
  addEventListener("online", flush);
  addEventListener("focus", flush);  // back from the window where one has signed in again
  addEventListener("pagehide", () => { if (pending !== null && isKept && !isStopped) post(pending); });

  // Two windows: nobody's work is thrown away without being asked.
  function ask(message, theirs) {
    isStopped = true;
    part("choice-words").textContent = message;
    part("choice").hidden = false;
    part("mine").onclick = () => {
      [revision, isStopped, part("choice").hidden] = [theirs, false, true];
      flush();
    };
    part("theirs").onclick = () => {
      pending = null;
      forget();
      location.reload();
    };
    part("mine").focus();
  }

  // The bridge: one origin, one window, five kinds of messages, flat and small.
  const isFlat = (data) => data !== null && typeof data === "object" && !Array.isArray(data)
    && Object.values(data).every((value) => value === null || typeof value !== "object");
  const size = (data) => new TextEncoder().encode(JSON.stringify(data)).length;
  const kinds = {
    hello() {
      clearTimeout(silence);
      frame.contentWindow.postMessage(
        { pyinnya: version, kind: "begin", data: begun, learner: facts.learner, language: document.documentElement.lang },
        facts.origin);
    },
    save({ data, isLast }) {
      if (!isFlat(data)) return;
      if (size(data) > facts.mostBytes) return say(words.wordsLarge);
      [begun, pending] = [data, data];
      if (!isKept) return;
      keep();
      clearTimeout(waiting);
      waiting = setTimeout(flush, isLast === true ? 0 : leastGap);
    },
    height({ height }) {
      if (Number.isFinite(height)) frame.style.blockSize = `${Math.min(Math.max(height, 200), 4000)}px`;
    },
    bye() {
      goodbye();
    },
    // Only where a link of this page leads too: what is closed stays closed.
    go({ to, part: number }) {
      const names = { next: "next", previous: "previous", exit: "exit" };
      if (Object.hasOwn(names, to)) part(names[to])?.click();
      else if (to === "part" && Number.isInteger(number)) part(`part="${number}"`)?.click();
    },
  };
  addEventListener("message", (event) => {
    if (!frame || event.origin !== facts.origin || event.source !== frame.contentWindow) return;
    const told = event.data;
    if (told?.pyinnya !== version || !Object.hasOwn(kinds, told.kind)) return;
    kinds[told.kind](told);
  });

  // Opening, only when asked: it costs data.
  let silence;
  function open() {
    part("start").hidden = true;
    part("stage").hidden = false;
    frame = document.createElement("iframe");
    // Its own origin, which is not ours, and nothing of the window around it: a part of a package
    // finds the one that plays it only within one origin.
    // Dialogs too: many a package asks in one whether to go on where one stopped.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-modals");
    frame.allow = "fullscreen; autoplay";
    frame.title = part("frame").dataset.title;
    frame.src = facts.frame;
    part("frame").append(frame);
    frame.focus();
    silence = setTimeout(() => say(words.wordsSilent), 20000);
  }
  part("open").addEventListener("click", open);
  part("start").hidden = false;

  const stage = part("frame");
  part("wide").hidden = !stage.requestFullscreen;
  part("wide").addEventListener("click", () => stage.requestFullscreen());

  // Leaving: the package says goodbye before its frame goes, and that is sent first.
  const rest = (time) => new Promise((done) => { setTimeout(done, time); });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const isHere = link?.getAttribute("href").startsWith("#");
    if (!frame || !link || isHere || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // It is asked to end: what it says while its frame is taken away has no sender any more.
    const said = new Promise((done) => { goodbye = done; });
    frame.contentWindow.postMessage({ pyinnya: version, kind: "end" }, facts.origin);
    await Promise.race([said, rest(2000)]);
    await Promise.race([flush(), rest(2000)]);
    location.assign(link.href);
  });

  // What was left on this device goes on, unless another one has saved since.
  const left = isKept ? readKept() : null;
  if (left?.data && isFlat(left.data)) {
    [begun, pending] = [left.data, left.data];
    if (left.base === revision) flush();
    else {
      const theirs = revision;
      revision = left.base;
      ask(words.wordsLeft, theirs);
    }
  }
})();
