// Checks a chosen, dropped or pasted certificate in the browser first; only a second press sends it.
// Without this file the form sends it at once. Every word comes from the page's templates.
"use strict";

const LARGEST = 5_000_000;
const MOST_LISTS = 10;
const form = document.querySelector("[data-check-here]");
const part = (name) => form.querySelector(`[data-${name}]`);
const { file, credential } = form.elements;
const button = form.querySelector("button");
const firstLabel = button.textContent;
let turn = 0;

const template = (name) => form.querySelector(`template[data-for="${name}"]`);
const fragment = (name) => template(name)?.content.cloneNode(true) ?? "";
const wordsOf = (name) => template(name)?.content.textContent.trim() ?? "";

function tell(name) {
  part("progress").textContent = name ? wordsOf(`progress-${name}`) : "";
}

function complain(name) {
  part("problem").firstElementChild.textContent = name ? wordsOf(`problem-${name}`) : "";
  part("problem").hidden = !name;
}

// ---- What the issuer publishes ---------------------------------------------------------------

async function get(address, read) {
  const response = await fetch(address, { cache: "no-store", credentials: "omit" });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response[read]();
}

async function published() {
  const { did, jwks, root, lostSeals } = form.dataset;
  const [document, keys, roots] = await Promise.all([get(did, "json"), get(jwks, "json"), get(root, "text")]);
  return { did: document, jwks: keys, roots, seals: lostSeals.split(" ").filter(Boolean), lists: [], live: true };
}

const sentence = (value) => (typeof value === "string" ? value : "");
const numberOf = ({ id }) => /\/credentials\/([0-9a-f-]{36})$/.exec(sentence(id))?.[1];

function listOf(credential) {
  const address = sentence([credential?.credentialStatus].flat()[0]?.statusListCredential);
  return /\/credentials\/status\/\d{1,9}$/.exec(address)?.[0];
}

const listsOf = (credentials) => [...new Set(credentials.map(listOf).filter(Boolean))].slice(0, MOST_LISTS);

/** The lists and the proof that tell of it and of what it holds; what cannot be had is left out. */
async function publishedOf(credential, held) {
  const number = numberOf(credential);
  const [proof, ...lists] = await Promise.allSettled([
    number ? get(form.dataset.proof.replace("CODE", number), "json") : null,
    ...listsOf([credential, ...held]).map((list) => get(list, "json")),
  ]);
  return { proof: proof.value ?? undefined, lists: lists.flatMap(({ value }) => value ?? []) };
}

// ---- Checking --------------------------------------------------------------------------------

async function content() {
  if (file.files.length) return new Uint8Array(await file.files[0].arrayBuffer());
  return credential.value.trim();
}

/** The checker, with the curves that this browser's WebCrypto lacks. */
async function checker() {
  const module = await import(form.dataset.module);
  if (await module.needsCurves()) await import(form.dataset.curves);
  return module;
}

async function examined(given) {
  const [{ examine, heldIn }, known] = await Promise.all([checker(), published()]);
  const first = await examine(given, known);
  if (!first.credential || first.verdict === "changed") return { found: first };
  const more = await publishedOf(first.credential, heldIn(first.credential));
  return { found: await examine(given, { ...known, ...more }), code: more.proof?.code };
}

/** Valid where all passed but the log, which knows files and not every form of a credential. */
function outcomeOf({ verdict, checks }) {
  const open = checks.filter(({ state }) => state !== "passed");
  const isValid = verdict === "genuine" && open.every(({ name, state }) => name === "logged" && state === "not_checked");
  return isValid ? "valid" : verdict;
}

async function check({ move }) {
  const mine = ++turn;
  reset();
  const problem = problemOf();
  if (problem) return complain(problem);
  if (!globalThis.crypto?.subtle || !globalThis.DecompressionStream) return offer("unable");
  tell("reading");
  try {
    const given = await content();
    tell("checking");
    const answer = await examined(given);
    if (mine === turn) show(answer, move);
  } catch {
    if (mine === turn) offer(navigator.onLine ? "unable" : "offline");
  }
}

function problemOf() {
  if (file.files.length > 1) return "several";
  if (file.files[0]?.size > LARGEST) return "large";
  return file.files.length || credential.value.trim() ? "" : "none";
}

// ---- Showing ---------------------------------------------------------------------------------

function reset() {
  delete form.dataset.answered;
  button.textContent = firstLabel;
  for (const name of ["result", "offer"]) part(name).hidden = true;
  part("outcome").removeAttribute("data-verdict");
  complain("");
  tell("");
}

/** From here on the button sends the file: the label says so. */
function offer(problem = "") {
  form.dataset.answered = "yes";
  button.textContent = wordsOf("button");
  part("offer").hidden = false;
  complain(problem);
  tell(problem ? "" : "done");
}

function show({ found, code }, move) {
  const outcome = outcomeOf(found);
  part("outcome").dataset.verdict = outcome === "genuine" ? "unknown" : outcome;
  part("word").textContent = wordsOf(`word-${outcome}`);
  part("text").textContent = wordsOf(`text-${outcome}`);
  part("checks").replaceChildren(...found.checks.map(line));
  claim(["valid", "expired", "revoked", "genuine"].includes(outcome) ? found.credential : null);
  part("page-line").hidden = !code;
  if (code) part("page").href = form.dataset.verdictPage.replace("CODE", code);
  part("result").hidden = false;
  offer();
  if (move) part("result").focus();
}

function line({ name, state, reason }) {
  const item = document.createElement("li");
  const label = document.createElement("span");
  const why = wordsOf(`reason-${reason}`);
  label.append(wordsOf(`check-${name}`));
  if (state !== "passed" && why) {
    const small = document.createElement("small");
    small.className = "muted";
    small.textContent = why;
    label.append(document.createElement("br"), small);
  }
  item.append(label, fragment(`state-${state}`));
  return item;
}

/** What the file itself claims, to compare with what one was told. */
function claim(credential) {
  const subject = credential?.credentialSubject;
  const names = [subject?.identifier ?? []].flat().map((one) => sentence(one?.identityHash));
  // Ours only where nobody confirmed the name: it says so.
  if (subject?.narrative) names.push(sentence(subject.narrative));
  const titles = [subject?.achievement ?? []].flat().flatMap((one) => [one?.description, one?.name]);
  part("name").textContent = names.join(" · ");
  part("title").textContent = [...new Set(titles.map(sentence))].filter(Boolean).join(" · ");
  part("claims").hidden = !subject;
}

// ---- Ways in ---------------------------------------------------------------------------------

form.addEventListener("submit", (event) => {
  if (form.dataset.answered) return;
  event.preventDefault();
  check({ move: true });
});
file.addEventListener("change", () => (file.files.length ? check({ move: false }) : reset()));
credential.addEventListener("input", reset);

part("drop-hint").hidden = false;
addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  form.closest("details").open = true;
  part("drop").classList.add("drop--over");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) part("drop").classList.remove("drop--over");
});
addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  part("drop").classList.remove("drop--over");
  if (event.dataTransfer.files.length > 1) return complain("several");
  file.files = event.dataTransfer.files;
  check({ move: true });
});
addEventListener("pageshow", (event) => event.persisted && reset());
