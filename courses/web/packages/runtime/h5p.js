// Plays H5P: h5p-standalone shows it, the bridge keeps its state and what it reports.
"use strict";

(() => {
  const { start, save, tellHeight, facts, onEnd } = globalThis.pyinnyaBridge;
  const finishing = new Set(["completed", "passed", "failed", "answered", "mastered"]);

  const address = (name) => new URL(`${facts.runtime}${name}`, location.href).href;
  const frameJs = address("h5p/frame.bundle.js");
  // Before the player itself, in the frame that it writes; it adds nothing that is there already.
  globalThis.H5PIntegration = { core: { scripts: [address("storage.js"), frameJs], styles: [] } };

  start(async (told) => {
    const begun = Date.now(), kept = told.data;
    const report = { ...kept, completed: kept.completed === true };
    const holder = document.createElement("div");
    holder.className = "h5p-holder";
    document.body.append(holder);
    const player = new globalThis.H5PStandalone.H5P(holder, {
      h5pJsonPath: new URL("f", location.href).href,
      frameJs,
      frameCss: `${facts.runtime}h5p/styles/h5p.css`,
      frame: false, copyright: false, export: false, icon: false,
      saveFreq: false,
      ...(kept.state ? { contentUserData: [{ state: kept.state }] } : {}),
    });
    await player;

    // H5P measures its frame once, before its fonts are there; and writes it anew when it likes.
    setInterval(() => {
      const inner = holder.querySelector("iframe");
      const shown = inner?.contentDocument?.querySelector(".h5p-content");
      if (shown) inner.style.height = `${shown.scrollHeight}px`;
    }, 500);

    const content = () => holder.querySelector("iframe")?.contentWindow ?? window;
    function collect() {
      const instance = content().H5P?.instances?.[0];
      try {
        const state = instance?.getCurrentState?.();
        if (state !== undefined) report.state = JSON.stringify(state);
      } catch { /* a type that cannot tell its state begins anew */ }
      report.seconds = Math.round((kept.seconds ?? 0) + (Date.now() - begun) / 1000);
      return report;
    }
    const tell = () => save(collect());
    function hear(event) {
      const statement = event.data?.statement;
      const verb = statement?.verb?.id?.split("/").pop();
      // Of the whole only: a part of it has a parent.
      if (!verb || statement.context?.contextActivities?.parent?.length) return;
      if (finishing.has(verb)) note(statement.result ?? {}, verb);
      tell();
    }
    function note(result, verb) {
      report.completed = true;
      const { raw, max } = result.score ?? {};
      if (Number.isFinite(raw) && Number.isFinite(max)) [report.score, report.max] = [raw, max];
      const isPassed = { passed: true, failed: false }[verb] ?? result.success;
      if (typeof isPassed === "boolean") report.passed = isPassed;
    }
    globalThis.H5P?.externalDispatcher?.on("xAPI", hear);
    if (content() !== window) content().H5P?.externalDispatcher?.on("xAPI", hear);
    setInterval(tell, 20000);  // not every type tells each step
    addEventListener("pagehide", tell);
    onEnd(tell);
    new ResizeObserver(() => tellHeight(holder.scrollHeight + 8)).observe(holder);
  });
})();
