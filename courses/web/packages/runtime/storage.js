// Gives H5P a store of one visit where the browser keeps none in frames of other sites: it asks
// for one before it begins, and without an answer it never ends to begin.
"use strict";

(() => {
  try {
    if (globalThis.localStorage) return;
  } catch { /* refused */ }
  const kept = new Map();
  const store = {
    getItem: (name) => kept.get(String(name)) ?? null,
    setItem: (name, value) => { kept.set(String(name), String(value)); },
    removeItem: (name) => { kept.delete(String(name)); },
    clear: () => kept.clear(),
    key: (place) => [...kept.keys()][place] ?? null,
    get length() { return kept.size; },
  };
  Object.defineProperty(globalThis, "localStorage", { value: store, configurable: true });
})();
