// The package's end of the bridge: five kinds of messages, to and from one origin and one window.
"use strict";

globalThis.pyinnyaBridge = (() => {
  const facts = JSON.parse(document.getElementById("package").textContent);
  const version = 1;
  const mostLetters = 64000;  // what the page takes
  let begin, end = () => null;

  addEventListener("message", (event) => {
    if (event.origin !== facts.site || event.source !== parent) return;
    const told = event.data;
    if (told?.pyinnya !== version) return;
    if (told.kind === "end") Promise.resolve(end()).finally(() => post({ kind: "bye" }));
    if (told.kind !== "begin" || typeof told.data !== "object") return;
    begin?.(told);
    begin = null;  // once: what was begun is not replaced underneath
  });

  const post = (message) => parent.postMessage({ pyinnya: version, ...message }, facts.site);
  let last = "";
  return {
    facts,
    // Asks for what was kept, and goes on with it.
    start(then) {
      begin = then;
      post({ kind: "hello" });
    },
    // `data` is flat: names, and values that are texts, numbers, true, false or null.
    save(data, isLast = false) {
      const text = JSON.stringify(data);
      if (text === last && !isLast) return true;
      if (text.length > mostLetters) return false;
      last = text;
      post({ kind: "save", data, isLast });
      return true;
    },
    // `to` is next, previous, exit, or part with its number.
    // What is done before the frame goes: what a page says while it ends reaches nobody outside.
    onEnd(act) {
      end = act;
    },
    go: (to, part = 0) => post({ kind: "go", to, part }),
    tellHeight: (height) => post({ kind: "height", height: Math.ceil(height) }),
  };
})();
