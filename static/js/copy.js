// What is copied from a page carries no U+2060, which the page has only to break its lines well.
"use strict";

document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  // Fields hold what somebody typed: the browser copies it as it is.
  if (event.target.closest?.("input, textarea, [contenteditable=true]") || !`${selection}`.includes("\u2060")) return;
  const copied = document.createElement("div");
  copied.append(selection.getRangeAt(0).cloneContents());
  event.clipboardData.setData("text/plain", `${selection}`.replaceAll("\u2060", ""));
  event.clipboardData.setData("text/html", copied.innerHTML.replaceAll("\u2060", ""));
  event.preventDefault();
});
