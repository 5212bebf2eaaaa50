// Lets the holder copy the link with one press; without it the link can still be marked and copied.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    pyinnya.announce(field.dataset.copied);
  });
}
