// Gives a SCORM part its API, and opens it: scorm-again keeps the rules, the bridge what is kept.
"use strict";

(() => {
  const { facts, start, save, go, onEnd } = globalThis.pyinnyaBridge;
  const { part, place } = facts;
  const is2004 = facts.kind === "scorm2004";
  const Api = is2004 ? globalThis.Scorm2004API : globalThis.Scorm12API;
  // What a package is told, and does not tell: it would be stale when it is opened again.
  const transient = /^cmi\.(core\.)?(session_time|exit|entry|launch_data|(student|learner)_(id|name))$|_(children|version|count)$/;

  function build(told) {
    const api = new Api({
      autocommit: true, autocommitSeconds: 20, lmsCommitUrl: false, logLevel: 5,
      mastery_override: !is2004, alwaysSendTotalTime: true,
      // The parts that one may ask to go to.
      ...(is2004 ? { scoItemIds: place.ids } : {}),
    });
    const kept = told.data;
    const isResumed = Object.keys(kept).length > 0;
    // A part finds the objectives of its manifest there, and stops at a missing one.
    const objectives = (part.objectives ?? []).map((name, place) => [`cmi.objectives.${place}.id`, name]);
    const begun = isResumed ? { ...kept } : Object.fromEntries(objectives);
    if (Object.keys(begun).length) api.loadFromFlattenedJSON(begun, "");
    const core = is2004 ? api.cmi : api.cmi.core;
    // Nothing of the person: the package is told a number that means nobody elsewhere.
    if (is2004) [core.learner_id, core.learner_name] = [told.learner, "-"];
    else [core.student_id, core.student_name] = [told.learner, "-"];
    core.entry = isResumed ? "resume" : "ab-initio";
    if (part.launch_data) api.cmi.launch_data = part.launch_data;
    if (part.mastery !== undefined) {
      if (is2004) api.cmi.scaled_passing_score = String(part.mastery / 100);
      else api.cmi.student_data.mastery_score = String(part.mastery);
    }
    if (is2004) {
      if (part.completion !== undefined) api.cmi.completion_threshold = String(part.completion / 100);
      const valid = api.adl.nav.request_valid;
      valid.continue = String(place.number < place.ids.length);
      valid.previous = String(place.number > 1);
    }
    return api;
  }

  // The standard: a part that never speaks of its state is done when it ends, unless the manifest
  // leaves it to the part.
  let exit = "";  // which only the part may write, and nobody read
  function isSilentlyDone(api) {
    const isMeasured = part.completion !== undefined || part.by_content;
    const isSilent = is2004
      ? api.cmi.completion_status === "unknown" : api.cmi.core.lesson_status === "not attempted";
    return isSilent && exit !== "suspend" && !isMeasured;
  }

  function collect(api) {
    const all = api.getFlattenedCMI();
    const time = is2004 ? "cmi.total_time" : "cmi.core.total_time";
    const core = is2004 ? api.cmi : api.cmi.core;
    // An empty list is an object here.
    const isTold = (name, value) => typeof value !== "object" && value !== "" && !transient.test(name);
    const told = Object.entries(all).filter(([name, value]) => isTold(name, value));
    const data = Object.fromEntries(told);
    // The time of this sitting is not in the total, neither while it runs nor at its end.
    data[time] = core.getCurrentTotalTime();
    return data;
  }

  start((told) => {
    const api = build(told);
    let isDone = false;
    const tell = (isLast) => {
      const data = collect(api);
      isDone ||= isLast && isSilentlyDone(api);
      if (isDone) data[is2004 ? "cmi.completion_status" : "cmi.core.lesson_status"] = "completed";
      save(data, isLast);
    };
    if (is2004) globalThis.API_1484_11 = api; else globalThis.API = api;
    const exitEvent = is2004 ? "SetValue.cmi.exit" : "LMSSetValue.cmi.core.exit";
    api.on(exitEvent, (_name, value) => { exit = String(value); });
    let soon;
    // Many a package asks to keep nothing until it ends, and a phone ends it without a word.
    api.on(is2004 ? "SetValue" : "LMSSetValue", () => {
      clearTimeout(soon);
      soon = setTimeout(tell, 3000, false);
    });
    api.on(is2004 ? "Commit" : "LMSCommit", () => tell(false));
    api.on(is2004 ? "Terminate" : "LMSFinish", () => tell(true));
    const ways = { Next: "next", Previous: "previous", Exit: "exit", ExitAll: "exit", Abandon: "exit", AbandonAll: "exit" };
    for (const [event, to] of Object.entries(ways)) api.on(`Sequence${event}`, () => go(to));
    for (const event of ["Choice", "Jump"]) {
      api.on(`Sequence${event}`, (_name, target) => go("part", place.ids.indexOf(target) + 1));
    }
    // Whoever closes the window does not wait for the package to say goodbye.
    addEventListener("pagehide", () => tell(false));
    const frame = document.createElement("iframe");
    frame.src = new URL(part.href, new URL("f/", location.href)).href;
    frame.title = document.title;
    frame.allow = "fullscreen; autoplay";
    document.body.append(frame);
    frame.addEventListener("load", () => frame.focus());
    onEnd(async () => {
      await new Promise((done) => {
        frame.addEventListener("load", done, { once: true });
        frame.src = "about:blank";
      });
      tell(false);
    });
  });
})();
