/* The back office: what Wagtail's own screens leave out. It works without; nothing here is needed to work. */
(() => {
  "use strict";

  /* As pyinnya.js does, which upstream's pages do not load: no U+2060 in what is copied. */
  document.addEventListener("copy", (event) => {
    const words = `${getSelection()}`;
    if (event.target.closest?.("input, textarea, [contenteditable=true]") || !words.includes("\u2060")) return;
    event.clipboardData.setData("text/plain", words.replaceAll("\u2060", ""));
    event.preventDefault();
  });

  /* Upstream draws these fields by script or behind a button, and gives them no label. */
  const nameFields = (root) => {
    for (const field of root.querySelectorAll("input.ui-autocomplete-input, input[type=file]")) {
      if (field.labels.length || field.ariaLabel || field.getAttribute("aria-labelledby")) continue;
      const around = field.closest("[data-field-wrapper], .w-field__wrapper, form, .w-tabs__panel");
      const words = around && (around.querySelector("label, button") || around.parentElement.querySelector("button"));
      if (words) field.ariaLabel = words.textContent.replace(/[*\s]+$/, "").trim();
    }
  };

  /* Wagtail writes numbers with Django's localization, which knows no digits but its own. */
  const PLACES = ".pagination, .w-header-search-results, [data-w-count], .usage-count, .w-human-readable-date, td.updated,"
    + " thead th.title, [data-inline-panel-child-count], .w-minimap-item__text";
  const writeDigits = (root) => {
    if (document.documentElement.lang !== "my") return;
    for (const place of root.querySelectorAll(PLACES)) {
      const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const text = walk.currentNode.data;
        const written = text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x1040 + Number(digit)));
        if (written !== text) walk.currentNode.data = written;
      }
    }
  };

  /* The heading of a translation is put together in upstream's script, out of any catalogue's reach. */
  const HEADING = /^(.+) to (.+) translation$/;
  const writeHeading = (root) => {
    if (document.documentElement.lang !== "my") return;
    for (const place of root.querySelectorAll("[class^=sc-]:not(:has(*)), [class^=sc-] > h3, a[class^=sc-]")) {
      const words = HEADING.exec(place.textContent.trim());
      if (words) place.textContent = `${words[1]}ဘာသာမှ ${words[2]}ဘာသာသို့`;
    }
  };

  let planned = 0;
  const mend = () => {
    planned = 0;
    nameFields(document);
    writeDigits(document);
    writeHeading(document);
  };
  /* Upstream's scripts draw lists and fields anew; once a frame is enough. */
  const plan = () => { planned ||= requestAnimationFrame(mend); };
  addEventListener("DOMContentLoaded", () => {
    mend();
    new MutationObserver(plan).observe(document.body, { childList: true, subtree: true });
  });
})();

/* A question of a bank: a text with gaps or words is asked of two kinds only. Without this it stays in sight. */
(() => {
  "use strict";
  const ASKED_IN_TEXT = ["cloze", "select_text"];
  const KINDS = "select[name=kind], select[name^=items-][name$=-kind]";
  const showPassage = (kind) => {
    const passage = document.getElementsByName(kind.name.replace("kind", "passage"))[0];
    const isWritten = /"text": ?"[^"]/.test(passage?.value ?? "");
    const panel = passage?.closest(".w-panel__wrapper, .w-panel");
    if (panel) panel.hidden = !ASKED_IN_TEXT.includes(kind.value) && !isWritten;
  };
  const showPassages = () => document.querySelectorAll(KINDS).forEach(showPassage);
  document.addEventListener("change", (event) => {
    if (event.target.matches(KINDS)) showPassage(event.target);
  });
  document.addEventListener("DOMContentLoaded", () => {
    showPassages();
    const questions = document.getElementById("id_items-FORMS");
    if (questions) new MutationObserver(showPassages).observe(questions, { childList: true });
  });
})();

/* The outline of a course: a part is dragged onto another one. By keyboard and without this: its buttons and its list. */
(() => {
  "use strict";
  let dragged = null;
  const find = (event) => event.target.closest?.("tr[data-part]");
  const unmark = () => document.querySelectorAll("tr.office-drop").forEach((row) => row.classList.remove("office-drop"));
  document.addEventListener("dragstart", (event) => {
    const row = find(event);
    if (row?.draggable) dragged = row;
  });
  document.addEventListener("dragover", (event) => {
    const row = find(event);
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    unmark();
    row.classList.add("office-drop");
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    unmark();
  });
  document.addEventListener("drop", (event) => {
    const row = find(event);
    const form = dragged?.querySelector("form:has([name=target])");
    if (!row || !form || row === dragged) return;
    event.preventDefault();
    const target = form.elements.namedItem("target");
    target.value = row.dataset.part;
    form.requestSubmit(form.querySelector("button[value=drop]"));
  });
})();
