// Small helps on top of pages that work without them: announce, focus errors, forbid double sends.
"use strict";

window.pyinnya = {
  // Tells a short message to sighted readers and screen readers alike.
  announce(text, milliseconds = 6000) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.textContent = text;
    document.getElementById("toasts").append(toast);
    setTimeout(() => toast.remove(), milliseconds);
  },
};

document.querySelector("[data-focus]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What is copied carries no U+2060, which pages have only to break their lines well (office.js too).
document.addEventListener("copy", (event) => {
  const words = `${getSelection()}`;
  // Fields hold what somebody typed: the browser copies it as it is.
  if (event.target.closest?.("input, textarea") || !words.includes("\u2060")) return;
  event.clipboardData.setData("text/plain", words.replaceAll("\u2060", ""));
  event.preventDefault();
});
