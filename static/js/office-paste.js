/* What is pasted from Word, LibreOffice or Google Docs: the server cleans it, tables become blocks. */
(() => {
  "use strict";
  const script = document.currentScript;
  const FOREIGN = /<table|mso-|class="?Mso|docs-internal-guid|name="?generator|<h[1456]/i;
  const BURMESE = /[\u1000-\u109f]/;
  const ours = new WeakSet();

  const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const asHTML = (text) => text.split(/\n+/).map((line) => `<p>${escape(line)}</p>`).join("");

  const pasteAgain = (target, html, text) => {
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    data.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    ours.add(event);
    target.dispatchEvent(event);
  };

  const tell = (place, notes) => {
    if (!notes.length) return;
    const note = document.createElement("p");
    note.className = "help-block help-info";
    note.setAttribute("role", "status");
    note.textContent = notes.join(" ");
    place.append(note);
    setTimeout(() => note.remove(), 20000);
  };

  /* The text of a lesson that stands in its stream by itself: only it may be cut in two. */
  const findPlace = (input) => {
    let node = input;
    while (node && !node.rootBlock) node = node.parentElement;
    const stream = node?.rootBlock;
    if (!stream?.blockDef?.childBlockDefsByName?.table) return null;
    const index = stream.children.findIndex((child) => child.element.contains(input));
    return index < 0 ? null : { stream, index, child: stream.children[index] };
  };

  const putFragment = (editor, state) => {
    const { Modifier, EditorState, convertFromRaw } = window.DraftJS;
    const before = editor.getEditorState();
    const fragment = convertFromRaw(state).getBlockMap();
    const content = Modifier.replaceWithFragment(before.getCurrentContent(), before.getSelection(), fragment);
    editor.onChange(EditorState.push(before, content, "insert-fragment"));
  };

  const newId = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

  /* Text up to the first table goes to where one writes; tables and what follows become blocks. */
  const putPieces = (input, target, pieces) => {
    const place = findPlace(input);
    const texts = pieces.filter(({ type }) => type === "text");
    const isText = place?.child.type === "text";
    if (texts.length === pieces.length || !place) {
      const html = pieces.map((piece) => piece.html ?? piece.lines.map((line) => `<p>${escape(line)}</p>`).join(""));
      return pasteAgain(target, html.join(""), "");
    }
    const following = isText && pieces[0].type === "text" ? pieces.slice(1) : pieces;
    const { stream, index, child } = place;
    let rest = null;
    if (isText) {
      const editor = input.draftailEditor;
      const { stateBefore, stateAfter } = window.draftail.splitState(editor.getEditorState());
      if (stateAfter.getCurrentContent().hasText()) {
        editor.onChange(window.DraftJS.EditorState.moveSelectionToEnd(stateBefore));
        rest = stateAfter;
      }
      if (pieces[0].type === "text") putFragment(editor, pieces[0].state);
    }
    const blocks = following.map((piece) => (piece.type === "text"
      ? { type: "text", id: newId(), value: JSON.stringify(piece.state) }
      : { type: "table", id: newId(), value: piece.value }));
    if (rest) blocks.push({ type: "text", id: newId(), value: rest });
    blocks.forEach((block, number) => stream.insert(block, index + 1 + number, { animate: false }));
    return child;
  };

  document.addEventListener("paste", async (event) => {
    const wrapper = event.target.closest?.("[data-draftail-editor-wrapper]");
    const input = wrapper?.parentNode.querySelector("input");
    const html = event.clipboardData?.getData("text/html") ?? "";
    const text = event.clipboardData?.getData("text/plain") ?? "";
    // Copied from an editor of ours it is clean already.
    if (!input || ours.has(event) || html.includes("data-draftjs-conductor-fragment")) return;
    if (!FOREIGN.test(html) && !BURMESE.test(text)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
      const headers = { "X-CSRFToken": token, "Content-Type": "text/html; charset=utf-8" };
      const answer = await fetch(script.dataset.address, { method: "POST", headers, body: html || asHTML(text) });
      if (!answer.ok) throw new Error(answer.status);
      const { pieces, notes, wasZawgyi } = await answer.json();
      // Plain words in Unicode need no cleaning: they go in as the editor takes them.
      if (!html && !wasZawgyi) pasteAgain(event.target, "", text);
      else putPieces(input, event.target, pieces);
      tell(wrapper.parentNode, notes);
    } catch {
      pasteAgain(event.target, html, text);
    }
  }, true);
})();
