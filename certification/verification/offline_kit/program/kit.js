
// ---- The page of the offline kit: everything above checks, this only shows -----------------------

const known = JSON.parse(document.getElementById("known").textContent);
const pages = [...document.querySelectorAll("main[data-language]")];
let last = null;

const word = (page, name) => page.querySelector(`[data-word="${CSS.escape(name)}"]`)?.textContent ?? "";

function element(name, text = "", more = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  return Object.assign(made, more);
}

/** A date in the page's language, as it is in Myanmar. */
function dateIn(page, text) {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return "";
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: "Asia/Yangon", year: "numeric", month: "numeric", day: "numeric",
  }).formatToParts(at);
  const { year, month, day } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  const filled = word(page, "date").replace("{year}", digitsIn(page, year)).replace("{day}", digitsIn(page, day));
  return filled.replace("{month}", word(page, `month.${month}`));
}

const digitsIn = (page, text) => page.lang === "my"
  ? text.replace(/\d/g, (digit) => String.fromCodePoint(0x1040 + Number(digit))) : text;

/** The last day before the end, which is the first moment that no longer counts. */
function lastDayIn(page, end) {
  return dateIn(page, new Date(end) - 1);
}

function whyOf(page, { reason, asOf, until }) {
  return reason ? word(page, `why.${reason}`).replace("{date}", asOf ? dateIn(page, asOf) : lastDayIn(page, until)) : "";
}

function checksOf(page, checks) {
  const list = element("ul", "", { className: "checks" });
  for (const check of checks) {
    const line = element("li", "", { className: check.state });
    const name = element("span", word(page, `check.${check.name}`));
    name.append(element("small", whyOf(page, check)));
    line.append(name, element("strong", word(page, `state.${check.state}`)));
    list.append(line);
  }
  return list;
}

const texts = (value) => (typeof value === "string" ? value : "");

/** What the credential says, as plain text: [name of the claim, text]. */
function claimsOf(page, credential) {
  const subject = several(credential.credentialSubject)[0] ?? {};
  const names = several(subject.identifier).filter((one) => one?.hashed === false);
  const achieved = several(subject.achievement);
  const titles = achieved.flatMap((one) => [texts(one?.description), texts(one?.name)]);
  const skills = achieved.flatMap((one) => one?.alignment ?? []).map((one) => texts(one?.targetName));
  return [
    // The narrative says that nobody confirmed the name; other certificates have none.
    ["name", [...names.map((one) => texts(one.identityHash)), texts(subject.narrative)].filter(Boolean).join(" · ")],
    ["course", titles.filter(Boolean).join(" · ")],
    ["skills", [...new Set(skills)].filter(Boolean).join(" · ")],
    ["issued", dateIn(page, credential.validFrom)],
    ["until", lastDayIn(page, credential.validUntil)],
  ].filter(([, text]) => text);
}

function show(page, found) {
  const result = page.querySelector(".result");
  const { credential, checks } = found;
  const isArchived = checks[0].reason === "archived";
  const verdict = isArchived ? "archived" : found.verdict;
  const heading = element("h2", word(page, `verdict.${verdict}`));
  const about = element("p", word(page, `about.${verdict === "valid" ? "genuine" : verdict}`));
  result.replaceChildren(heading, about);
  result.dataset.verdict = verdict;
  if (credential && !["unknown", "changed"].includes(found.verdict)) {
    const facts = element("dl");
    for (const [name, text] of claimsOf(page, credential)) {
      facts.append(element("dt", word(page, `claim.${name}`)), element("dd", text));
    }
    result.append(element("h3", word(page, "compare")), facts);
  }
  result.append(element("h3", word(page, "checks")), checksOf(page, checks));
  result.hidden = false;
}

async function check(content) {
  const bytes = typeof content === "string" ? encode(content) : new Uint8Array(content);
  const proof = proofIn(bytes);
  if (proof) known.proof = proof;
  if (!proof) last = bytes;
  if (!last) return;
  const found = await examine(last, known);
  if (known.proof && found.checks.find(({ name }) => name === "logged").reason === "other_entry" && !proof) {
    known.proof = null;  // it was given for the certificate before
    return check(last);
  }
  for (const page of pages) show(page, found);
  pages.find((page) => !page.hidden).querySelector(".result").focus();
}

/** The answer of /log/proof/<code>, if that is what was given. */
function proofIn(bytes) {
  try {
    const read = readJson(bytes.length < 100_000 ? bytes : new Uint8Array());
    return read?.head && read.salt && read.path ? read : null;
  } catch {
    return null;
  }
}

async function checkAll(files) {
  for (const file of files) await check(await file.slice(0, LARGEST_FILE + 1).arrayBuffer());
}

for (const page of pages) {
  const text = page.querySelector("textarea");
  page.querySelector("[type=file]").addEventListener("change", (event) => checkAll([...event.target.files]));
  page.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    check(text.value.trim());
  });
}

addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const { files } = event.dataTransfer;
  if (files.length) checkAll([...files]);
  else check(event.dataTransfer.getData("text").trim());
});

for (const button of document.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => {
    for (const page of pages) page.hidden = page.lang !== button.dataset.show;
    for (const other of document.querySelectorAll("[data-show]")) other.ariaPressed = String(other === button);
    document.documentElement.lang = button.dataset.show;
    document.title = pages.find((page) => !page.hidden).querySelector("h1").textContent;
  });
}
