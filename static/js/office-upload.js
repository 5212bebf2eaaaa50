/* Shows how much of a large file has been sent; without it the browser sends it all the same. */
"use strict";
(() => {
  const bar = document.querySelector("[data-upload]");
  const form = bar?.closest("form");
  if (!form) return;
  const [progress, words] = [bar.querySelector("progress"), bar.querySelector("[data-words]")];
  form.addEventListener("submit", (event) => {
    if (!form.querySelector("[type=file]").files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    const button = form.querySelector("[type=submit]");
    const tell = (percent) => {
      progress.value = percent;
      words.textContent = `${words.dataset.words} ${percent}`;
    };
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) tell(Math.floor(sent.loaded * 100 / sent.total));
    });
    request.addEventListener("load", () => {
      // Another address: it is taken. The same: the form with what is wrong.
      if (request.responseURL !== location.href) { location.assign(request.responseURL); return; }
      document.open();
      document.write(request.responseText);
      document.close();
    });
    request.addEventListener("error", () => {
      button.disabled = false;
      words.textContent = words.dataset.failed;
    });
    bar.hidden = false;
    button.disabled = true;
    tell(0);
    request.open("POST", location.href);
    request.send(new FormData(form));
  });
})();
