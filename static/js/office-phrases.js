/* The editor's button that marks a phrase as written in another language. */
(() => {
  "use strict";
  const { React, draftail } = window;
  const store = document.getElementById("phrase-languages");
  if (!React || !draftail || !store) return;
  const { createElement: h, useState } = React;
  const words = JSON.parse(store.textContent);

  /* A phrase is in one language: whatever it was marked as before is taken off. */
  const mark = (state, chosen) => {
    const { Modifier, EditorState } = window.DraftJS;
    const selection = state.getSelection();
    let content = state.getCurrentContent();
    for (const { style } of words.languages) content = Modifier.removeInlineStyle(content, selection, style);
    if (chosen) content = Modifier.applyInlineStyle(content, selection, chosen);
    return EditorState.push(state, content, "change-inline-style");
  };

  const Button = ({ label, title, isOn, isOpen, lang, act }) => h("button", {
    type: "button",
    className: `Draftail-ToolbarButton${isOn ? " Draftail-ToolbarButton--active" : ""}`,
    "aria-label": title,
    "aria-pressed": isOpen === undefined ? isOn : undefined,
    "aria-expanded": isOpen,
    lang,
    // The phrase stays selected while the button is pressed.
    onMouseDown: (event) => event.preventDefault(),
    onClick: act,
  }, h("span", { className: "Draftail-ToolbarButton__label" }, label));

  const PhraseLanguage = ({ getEditorState, onChange }) => {
    const [isOpen, setOpen] = useState(false);
    const state = getEditorState();
    const styles = state.getCurrentInlineStyle();
    const current = words.languages.find(({ style }) => styles.has(style));
    const choose = (style) => { onChange(mark(getEditorState(), style)); setOpen(false); };
    const offered = [{ style: "", name: words.none }, ...words.languages];
    const menu = isOpen && h("span", { className: "phrase-languages", role: "group", "aria-label": words.description },
      state.getSelection().isCollapsed()
        ? h("span", { role: "status" }, words.unchosen)
        : offered.map(({ style, name }) => h(Button, {
          key: style,
          label: name,
          title: name,
          isOn: style === (current?.style ?? ""),
          act: () => choose(style),
        })));
    return h("span", { onKeyDown: (event) => { if (event.key === "Escape") setOpen(false); } },
      h(Button, {
        label: current ? current.code : words.label,
        title: current ? `${words.description}: ${current.name}` : words.description,
        isOn: Boolean(current),
        isOpen,
        act: () => setOpen(!isOpen),
      }), menu);
  };

  draftail.registerPlugin({ type: "PHRASE_LANGUAGE", inline: PhraseLanguage }, "controls");
})();
