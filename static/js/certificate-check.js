// Checks a certificate in the reader's own browser: the file never leaves the machine, nothing is fetched.
//
// `examine(bytes, known)` answers for a sealed PDF, a credential (JSON) or a VC-JWT; the smaller functions
// answer one question each. What is trusted comes in as `known`:
//   did    the issuer's DID document        jwks   the issuer's key set (for the log)
//   roots  PEM text of the seal's roots     seals  optional: SHA-256 of seal certificates no longer trusted
//   lists  status list credentials          live   true only where the lists were fetched just now
//   proof  optional: answer of /log/proof/  now    optional Date, or its ISO text
// Every check is {name, state, reason, …}: state is passed, failed or not_checked; the reason is a word
// for the page to translate. Nothing here throws for what a stranger's file may hold.

const LARGEST_FILE = 5_000_000;
const LARGEST_CREDENTIAL = 1_000_000;
const LARGEST_LIST = 2_000_000;
const DEEPEST = 64;
const utf8 = new TextDecoder("utf-8", { fatal: true });
const encode = (text) => new TextEncoder().encode(text);

const passed = (reason = "", more = {}) => ({ state: "passed", reason, ...more });
const failed = (reason, more = {}) => ({ state: "failed", reason, ...more });
const notChecked = (reason, more = {}) => ({ state: "not_checked", reason, ...more });

/** Raised inside for what does not hold; `examine` and the checks turn it into an answer. */
class Refused extends Error {}
function demand(holds, reason) {
  if (!holds) throw new Refused(reason);
}

async function answer(check) {
  try {
    return await check();
  } catch (error) {
    return failed(error instanceof Refused ? error.message : "unreadable");
  }
}

// ---- Bytes ---------------------------------------------------------------------------------------

export const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function fromHex(text) {
  demand(/^([0-9a-f]{2})*$/i.test(text), "unreadable");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function fromBase64(text) {
  demand(typeof text === "string" && /^[A-Za-z0-9+/_-]*={0,2}$/.test(text), "unreadable");
  const plain = text.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
function fromBase58(text) {
  demand(typeof text === "string" && text.length <= 200, "unreadable");
  let number = 0n;
  for (const letter of text) {
    demand(BASE58.includes(letter), "unreadable");
    number = number * 58n + BigInt(BASE58.indexOf(letter));
  }
  const hex = number ? number.toString(16) : "";
  const zeros = text.length - text.replace(/^1+/, "").length;
  return joined(new Uint8Array(zeros), fromHex(hex.length % 2 ? `0${hex}` : hex));
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// A letter for each byte; TextDecoder's "latin1" is Windows-1252. In pieces: a call takes so many arguments.
function latin1Text(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.slice(at, at + 8192));
  return text;
}

/** The values of a property of JSON-LD, which may be none, one or a list. */
export const several = (value) => [value ?? []].flat();

const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

/** The bytes unpacked (`deflate` or `gzip`), refused beyond `most`: a small file may hold a bomb. */
export async function unpack(bytes, format, most) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  const reader = stream.getReader();
  const parts = [];
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return joined(...parts);
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new Refused("too_large");
    }
    parts.push(value);
  }
}

// ---- Signatures: by WebCrypto; by @noble/curves where a browser or a page lacks it ----------------

const subtle = globalThis.crypto?.subtle; // there on secure pages only
const ED25519_BASE = fromHex(`58${"66".repeat(31)}`);

// Chromium verifies Ed25519 since version 137; P-256 and SHA-256 are in every WebCrypto.
const hasEd25519 = (async () => {
  try {
    await subtle.importKey("raw", ED25519_BASE, "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
})();

/** Whether `curves.js` (scripts/bundle_curves.mjs) must be loaded before anything is checked. */
export const needsCurves = async () => !(await hasEd25519);

export async function sha256(bytes) {
  return subtle ? new Uint8Array(await subtle.digest("SHA-256", bytes)) : nobleCurves.sha256(bytes);
}

const ED25519_PRIME = 2n ** 255n - 19n;
const ORDER_EIGHT_Y = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL_ORDER_YS = new Set([
  0n, 1n, ED25519_PRIME - 1n, ORDER_EIGHT_Y, ED25519_PRIME - ORDER_EIGHT_Y,
]);

// RFC 8032 leaves open whether y may exceed the prime and points have a small order; libraries differ
// there. Refusing both beforehand gives one answer in all of them and in check_certificate.py.
function isUnambiguous(point) {
  const y = BigInt(`0x${toHex(Uint8Array.from(point).reverse())}`) & (2n ** 255n - 1n);
  return y < ED25519_PRIME && !SMALL_ORDER_YS.has(y);
}

export async function verifyEd25519(key, signature, message) {
  if (key.length !== 32 || signature.length !== 64) return false;
  if (![key, signature.slice(0, 32)].every(isUnambiguous)) return false;
  return ((await hasEd25519) ? ed25519ByWebCrypto : ed25519ByNoble)(key, signature, message);
}

async function ed25519ByWebCrypto(key, signature, message) {
  try {
    const known = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await subtle.verify("Ed25519", known, signature, message);
  } catch {
    return false; // some browsers refuse a key that is no point when it is imported
  }
}

// Noble multiplies the equation by the cofactor, browsers and OpenSSL do not: an R with a part of small
// order would pass here only.
function ed25519ByNoble(key, signature, message) {
  const { ed25519 } = nobleCurves;
  const holds = ed25519.verify(signature, message, key, { zip215: false });
  return holds && ed25519.Point.fromBytes(signature.slice(0, 32)).isTorsionFree();
}

const P256_KEY = "3059301306072a8648ce3d020106082a8648ce3d03010703420004"; // uncompressed, up to the point

/** Whether an ECDSA P-256 signature (as DER) over the bytes was made with the key. */
export async function verifyEcdsa(spki, signature, bytes) {
  demand(toHex(spki).startsWith(P256_KEY) && spki.length === 91, "broken");
  const numbers = der(signature);
  demand(numbers.end === signature.length, "broken");
  const raw = joined(...parts(numbers).map(number256));
  demand(raw.length === 64, "broken");
  return (subtle ? ecdsaByWebCrypto : ecdsaByNoble)(spki.slice(26), raw, bytes);
}

/** The 32 bytes of a number; DER pads with a zero exactly where the first bit would mean a minus. */
function number256({ tag, content }) {
  const isPadded = content[0] === 0;
  const plain = isPadded ? content.slice(1) : content;
  demand(tag === 2 && plain.length <= 32 && isPadded === (plain[0] >= 0x80), "broken");
  return joined(new Uint8Array(32 - plain.length), plain);
}

async function ecdsaByWebCrypto(point, signature, bytes) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  try {
    const key = await subtle.importKey("raw", point, algorithm, false, ["verify"]);
    return await subtle.verify(algorithm, key, signature, bytes);
  } catch {
    return false; // the point is not on the curve
  }
}

// Our seals are signed by OpenSSL, which leaves s in either half of the order; Noble wants the lower one.
const ecdsaByNoble = (point, signature, bytes) =>
  nobleCurves.p256.verify(signature, bytes, point, { lowS: false });

// ---- The seal of a PDF ---------------------------------------------------------------------------

/** The DER value at a place: {tag, whole, content, end}; lengths in their shortest form only. */
function der(bytes, at = 0) {
  demand(at + 2 <= bytes.length, "unreadable");
  let [length, start] = [bytes[at + 1], at + 2];
  if (length & 0x80) {
    const count = length & 0x7f;
    demand(count >= 1 && count <= 3 && start + count <= bytes.length, "unreadable");
    length = bytes.slice(start, start + count).reduce((sum, byte) => sum * 256 + byte, 0);
    demand(length >= (count === 1 ? 0x80 : 256 ** (count - 1)), "unreadable");
    start += count;
  }
  const end = start + length;
  demand(end <= bytes.length, "unreadable");
  return { tag: bytes[at], whole: bytes.slice(at, end), content: bytes.slice(start, end), end };
}

/** The values inside of one, which must have the tag; a SEQUENCE unless told. */
function parts(value, tag = 0x30) {
  demand(value?.tag === tag, "unreadable");
  const found = [];
  for (let at = 0; at < value.content.length; ) {
    const part = der(value.content, at);
    found.push(part);
    at = part.end;
  }
  return found;
}

const hexOf = (value) => toHex(value.whole);
const SHA256 = "300d06096086480165030402010500";
const ECDSA_SHA256 = "300a06082a8648ce3d040302";
const SIGNED_DATA = "06092a864886f70d010702";
const DATA = "300b06092a864886f70d010701";
const CONTENT_TYPE = "06092a864886f70d010903";
const MESSAGE_DIGEST = "06092a864886f70d010904";
const SIGNING_CERTIFICATE = "060b2a864886f70d010910022f";

/** What we need of an X.509 certificate: the fields in the order in which they stand. */
function x509(bytes) {
  const [tbs, algorithm, signature, ...rest] = parts(der(bytes));
  const [version, serial, inner, issuer, validity, subject, key] = parts(tbs);
  demand(!rest.length && hexOf(version) === "a003020102", "unreadable");
  demand(hexOf(algorithm) === ECDSA_SHA256 && hexOf(inner) === ECDSA_SHA256, "broken");
  const [from, until] = parts(validity).map(time);
  return {
    bytes, tbs: tbs.whole, signature: signature.content.slice(1), serial: hexOf(serial),
    issuer: hexOf(issuer), subject: hexOf(subject), key: key.whole, from, until, name: lastText(subject),
  };
}

function time({ tag, content }) {
  const digits = latin1Text(content);
  const text = tag === 0x17 ? `${digits < "5" ? "20" : "19"}${digits}` : digits;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  demand(match, "unreadable");
  const [year, month, ...rest] = match.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, ...rest));
}

function lastText(name) {
  const [attribute] = parts(parts(name).at(-1), 0x31);
  return utf8.decode(parts(attribute)[1].content);
}

export function readPem(text) {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
  return Array.from(blocks, ([, body]) => fromBase64(body.replace(/\s/g, "")));
}

const rangesIn = (text) => Array.from(
  text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g),
  (found) => found.slice(1).map(Number),
);

/** The length of the file before an archive timestamp that says it covers all (B-LTA); 0 without. */
function lengthBeforeTimestamp(text) {
  const [seal, stamp, ...more] = rangesIn(text);
  if (!stamp || more.length || stamp[2] + stamp[3] !== text.length) return 0;
  const end = seal[2] + seal[3];
  return /\/Type\s*\/DocTimeStamp\b/.test(text.slice(end)) ? end : 0;
}

/** The signature's place: it must leave out nothing but its own value, and reach the last byte. */
function sealedRange(text) {
  const found = rangesIn(text);
  demand(found.length, "no_seal");
  demand(found.length === 1, "appended");
  const [start, before, after, rest] = found[0];
  demand(start === 0 && before < after, "broken");
  demand(after + rest === text.length, "appended");
  const hole = text.slice(before, after);
  demand(/^<([0-9A-F]{2})+>$/.test(hole), "broken");
  return { before, after, hole: hole.slice(1, -1) };
}

/** The signing time of the file, `/M (D:20261127051203+06'30')`, which the seal covers. */
function sealedAt(text) {
  const unescaped = text.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)));
  const match = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d'\d\d)/.exec(unescaped);
  demand(match, "broken");
  const [, year, month, day, hour, minute, second, zone] = match;
  const offset = zone === "Z" ? "Z" : zone.replace("'", ":");
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
}

/**
 * Whether our seal covers every byte: {state, reason, signer, fingerprint, at}.
 * Reasons: no_seal, foreign (signed, but not under our roots), appended, broken, distrusted, and
 * archived: a timestamp stands behind the seal, and who made that cannot be told here.
 */
export async function checkSeal(pdf, roots, { distrusted = [] } = {}) {
  return answer(async () => {
    const text = latin1Text(pdf);
    const length = lengthBeforeTimestamp(text);
    if (length) {
      const seal = await checkSeal(pdf.slice(0, length), roots, { distrusted });
      return seal.state === "passed" ? notChecked("archived") : seal;
    }
    const { before, after, hole } = sealedRange(text);
    const cms = fromHex(hole);
    const outer = der(cms);
    demand(cms.slice(outer.end).every((byte) => byte === 0), "broken");
    const known = roots.map(x509);
    demand(known.some(({ subject, key }) => [subject, toHex(key)].some((mark) => hole.toLowerCase().includes(mark))), "foreign");
    const { signer, attributes, signature } = readCms(outer, known);
    demand(await isIssued(signer, known), "broken");
    const digest = await sha256(joined(pdf.slice(0, before), pdf.slice(after)));
    demand(same(attributes.digest, digest), "broken");
    demand(same(attributes.certificate, await sha256(signer.bytes)), "broken");
    demand(await verifyEcdsa(signer.key, signature, attributes.signed), "broken");
    const at = sealedAt(text.slice(after));
    demand(signer.from <= at && at <= signer.until, "broken");
    const fingerprint = toHex(await sha256(signer.bytes));
    demand(!distrusted.includes(fingerprint), "distrusted");
    return passed("", { signer: signer.name, fingerprint, at });
  });
}

async function isIssued(signer, roots) {
  for (const root of roots.filter((one) => one.subject === signer.issuer)) {
    if (await verifyEcdsa(root.key, signer.signature, signer.tbs)) return true;
  }
  return false;
}

/** The one signer of a CMS. What the signature does not cover must be exactly as we write it. */
function readCms(outer, roots) {
  const [type, wrapped, ...beyond] = parts(outer);
  demand(hexOf(type) === SIGNED_DATA && !beyond.length, "broken");
  const [version, digests, content, certificates, signers, ...rest] = parts(parts(wrapped, 0xa0)[0]);
  demand(!rest.length && hexOf(version) === "020101", "broken");
  demand(hexOf(digests) === `310f${SHA256}` && hexOf(content) === DATA, "broken");
  const [info, ...others] = parts(signers, 0x31);
  const [one, name, algorithm, signed, method, signature, ...unsigned] = parts(info);
  demand(!others.length && hexOf(one) === "020101" && signature.tag === 4, "broken");
  demand(hexOf(algorithm) === SHA256, "broken");
  demand(hexOf(method) === ECDSA_SHA256, "broken");
  demand(unsigned.every(({ tag }) => tag === 0xa1) && unsigned.length <= 1, "broken");
  const signer = signerAmong(parts(certificates, 0xa0).map(({ whole }) => x509(whole)), name, roots);
  return { signer, attributes: readAttributes(signed), signature: signature.content };
}

function signerAmong(certificates, name, roots) {
  const isRoot = ({ bytes }) => roots.some((root) => same(root.bytes, bytes));
  const [signer, ...others] = certificates.filter((one) => !isRoot(one));
  demand(signer && !others.length, "broken");
  demand(parts(name).map(hexOf).join("") === signer.issuer + signer.serial, "broken");
  return signer;
}

/** The signed attributes, and the bytes that are signed: the same as a SET (RFC 5652, 5.4). */
function readAttributes(signed) {
  const found = new Map();
  for (const attribute of parts(signed, 0xa0)) {
    const [type, values] = parts(attribute);
    demand(!found.has(hexOf(type)), "broken");
    found.set(hexOf(type), parts(values, 0x31)[0]);
  }
  const [kind, digest, reference] = [CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE].map((type) => found.get(type));
  demand(kind && digest && reference && `300b${hexOf(kind)}` === DATA, "broken");
  const certificate = parts(parts(parts(reference)[0])[0])[0].content;
  return { digest: digest.content, certificate, signed: joined([0x31], signed.whole.slice(1)) };
}

// ---- The credential inside ------------------------------------------------------------------------

/** The bytes of the one file attached to a PDF of ours; null where there is none, or more than one. */
export async function attachedCredential(pdf) {
  const text = latin1Text(pdf);
  const found = [...text.matchAll(/\/Type\s*\/EmbeddedFile\b/g)];
  if (found.length !== 1) return null;
  const at = found[0].index;
  const opened = text.indexOf("stream", at);
  const head = text.slice(text.lastIndexOf(" obj", at), opened);
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)\b/.exec(head);
  if (opened < 0 || opened - at > 2000 || !length || Number(length[1]) > LARGEST_CREDENTIAL) return null;
  const start = opened + (text.startsWith("stream\r\n", opened) ? 8 : 7);
  const stream = pdf.slice(start, start + Number(length[1]));
  return /\/Filter\s*\/FlateDecode\b/.test(head) ? unpack(stream, "deflate", LARGEST_CREDENTIAL) : stream;
}

/** JSON as RFC 8785 writes it (JCS), as text; refuses what has no such form. */
export function canonicalize(value, depth = 0) {
  demand(depth <= DEEPEST, "too_deep");
  if (Array.isArray(value)) return `[${value.map((one) => canonicalize(one, depth + 1)).join(",")}]`;
  if (value && typeof value === "object") {
    const pairs = Object.keys(value).sort().map(
      (name) => `${canonicalize(name)}:${canonicalize(value[name], depth + 1)}`,
    );
    return `{${pairs.join(",")}}`;
  }
  demand(typeof value !== "string" || !/\p{Surrogate}/u.test(value), "unreadable");
  demand(typeof value !== "number" || Number.isFinite(value), "unreadable");
  return JSON.stringify(value);
}

/** JSON from bytes or text; refuses what is too large or nested beyond any credential. */
export function readJson(content) {
  const text = typeof content === "string" ? content : utf8.decode(content);
  demand(text.length <= LARGEST_LIST, "too_large");
  const value = JSON.parse(text);
  canonicalize(value);
  demand(namesIn(value) === namesWritten(text), "unreadable");
  return value;
}

// A name that stands twice is read differently by different readers; JSON.parse does not tell.
const namesWritten = (text) => [...text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)].filter(([, colon]) => colon).length;
function namesIn(value) {
  if (!value || typeof value !== "object") return 0;
  const inside = Object.values(value).reduce((sum, one) => sum + namesIn(one), 0);
  return inside + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

/** The public key of a method in the DID document, if the method may assert there. */
function keyOf(did, method) {
  const found = (did.verificationMethod ?? []).find(({ id }) => id === method);
  demand(found && (did.assertionMethod ?? []).includes(method), "unknown_key");
  const key = fromBase58(found.publicKeyMultibase.slice(1));
  demand(found.publicKeyMultibase[0] === "z" && key.length === 34, "unknown_key");
  demand(key[0] === 0xed && key[1] === 0x01, "unknown_key");
  return key.slice(2);
}

const issuerOf = (document) => document.issuer?.id ?? document.issuer;

/** Whether the document's `eddsa-jcs-2022` proof was made with a key in the DID document. */
export async function checkProof(document, did, { now = new Date() } = {}) {
  return answer(async () => {
    const { proof, ...unsigned } = document;
    const ours = several(proof).filter((one) => one?.cryptosuite === "eddsa-jcs-2022");
    if (!ours.length) return notChecked("no_jcs_proof");
    demand(ours.length === 1 && ours[0].type === "DataIntegrityProof", "broken");
    demand(ours[0].proofPurpose === "assertionMethod", "broken");
    demand(issuerOf(document) === did.id, "foreign");
    const { proofValue, ...options } = ours[0];
    demand(canonicalize(options["@context"]) === canonicalize(unsigned["@context"]), "broken");
    demand(!options.expires || new Date(options.expires) > new Date(now), "proof_expired");
    demand(typeof proofValue === "string" && proofValue[0] === "z", "broken");
    const hashes = await Promise.all([options, unsigned].map((one) => sha256(encode(canonicalize(one)))));
    const key = keyOf(did, options.verificationMethod);
    demand(await verifyEd25519(key, fromBase58(proofValue.slice(1)), joined(...hashes)), "broken");
    return passed("", { method: options.verificationMethod });
  });
}

/** The credential of a VC-JWT, if the issuer signed it: {state, reason, credential}. EdDSA, nothing else. */
export async function checkJwt(token, did, { now = new Date() } = {}) {
  return answer(async () => {
    const [header, payload, signature, ...rest] = token.trim().split(".");
    demand(signature && !rest.length, "unreadable");
    const { alg, kid, crit } = readJson(fromBase64(header));
    demand(alg === "EdDSA" && !crit, "algorithm");
    const claims = readJson(fromBase64(payload));
    const { vc, iss, exp, nbf, iat, jti, sub, ...plain } = claims;
    const credential = vc ?? plain;
    demand(issuerOf(credential) === did.id && (iss === undefined || iss === did.id), "foreign");
    demand(typeof kid === "string", "unknown_key");
    const key = keyOf(did, kid.includes("#") ? kid : `${did.id}#${kid}`);
    demand(await verifyEd25519(key, fromBase64(signature), encode(`${header}.${payload}`)), "broken");
    const until = exp === undefined ? {} : { validUntil: new Date(exp * 1000).toISOString() };
    return passed("", { credential: { ...until, ...credential } });
  });
}

// ---- Does it still stand -------------------------------------------------------------------------

/** The credentials in a learner record, which has no status of its own; none in anything else. */
export const heldIn = (credential) => several(credential?.credentialSubject?.verifiableCredential);

/**
 * The bit of a credential in the status lists at hand. A set bit is told whatever the age of the list;
 * an empty one counts only while the list is valid and was fetched just now (`live`).
 * A learner record is revoked as soon as one credential in it is.
 */
export async function checkStatus(credential, lists, did, options = {}) {
  const all = [credential, ...heldIn(credential)];
  const [own, ...held] = await Promise.all(all.map((one) => statusOf(one, lists, did, options)));
  return held.find(({ state }) => state === "failed") ?? own;
}

async function statusOf(credential, lists, did, options) {
  const found = await answer(() => readStatus(credential, lists, did, options));
  return found.state === "failed" && found.reason !== "revoked" ? notChecked(found.reason) : found;
}

async function readStatus(credential, lists, did, { now = new Date(), live = false }) {
  const entry = several(credential.credentialStatus).find((one) => one?.statusPurpose === "revocation");
  if (!entry) return notChecked("no_status");
  const list = lists.find((one) => one.id === entry.statusListCredential);
  if (!list) return notChecked("no_list");
  const proof = await checkProof(list, did, { now });
  if (proof.state !== "passed") return notChecked("list_not_genuine");
  const bit = await bitOf(list, entry.statusListIndex);
  const asOf = { asOf: list.validFrom, validUntil: list.validUntil };
  if (bit) return failed("revoked", asOf);
  const [from, at, until] = [list.validFrom, now, list.validUntil].map((one) => new Date(one));
  if (!(from <= at && at < until)) return notChecked("old_list", asOf);
  return live ? passed("", asOf) : notChecked("as_of", asOf);
}

async function bitOf(list, index) {
  const { encodedList, statusPurpose, type } = list.credentialSubject;
  demand(type === "BitstringStatusList" && statusPurpose === "revocation", "unreadable");
  demand(encodedList[0] === "u" && /^\d{1,10}$/.test(index), "unreadable");
  const bits = await unpack(fromBase64(encodedList.slice(1)), "gzip", LARGEST_LIST);
  const place = Number(index);
  demand(place < bits.length * 8, "unreadable");
  return Boolean(bits[place >> 3] & (0x80 >> (place & 7)));
}

export function checkExpiry(credential, { now = new Date() } = {}) {
  const until = credential.validUntil;
  if (until === undefined) return passed("no_end");
  const end = new Date(until);
  if (Number.isNaN(end.getTime())) return failed("unreadable");
  return new Date(now) < end ? passed("", { until }) : failed("expired", { until });
}

// ---- The public log ------------------------------------------------------------------------------

/** Whether the head of the log was signed with a log key of the key set. */
export async function checkHead(head, jwks) {
  return answer(async () => {
    const key = jwks.keys.find(({ kid, kty, crv }) => kid === head.key && kty === "OKP" && crv === "Ed25519");
    demand(key && key.kid.startsWith("log-"), "unknown_key");
    const { logged_at, root, size } = head;
    const text = JSON.stringify({ logged_at, root, size });
    demand(await verifyEd25519(fromBase64(key.x), fromBase64(head.signature), encode(text)), "broken");
    return passed("", { size });
  });
}

/** The root that a path leads to from a leaf (RFC 9162, 2.1.3.2); null where the path does not fit. */
export async function rootOf(leaf, position, size, path) {
  let [node, last, reached] = [position, size - 1, leaf];
  const above = (left, right) => sha256(joined([1], left, right));
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 || node === last) {
      reached = await above(sibling, reached);
      while (node && node % 2 === 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else {
      reached = await above(reached, sibling);
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? reached : null;
}

/**
 * Whether the answer of /log/proof/<code> is about these very bytes and leads to a signed head.
 * Asked just now (`live`), one about others is a failure; from a file it is only the wrong file.
 */
export async function checkInclusion(proof, { credential, pdfDigest }, jwks, { live = false } = {}) {
  return answer(async () => {
    const isOfThis = proof.pdf_sha256 === pdfDigest && proof.credential_sha256 === toHex(await sha256(credential));
    if (!isOfThis) return live ? failed("other_entry") : notChecked("other_entry");
    const head = await checkHead(proof.head, jwks);
    if (head.state !== "passed") return head;
    const { position } = proof;
    demand(Number.isSafeInteger(position) && position >= 0 && position < proof.head.size, "broken");
    const salt = fromBase64(proof.salt);
    demand(salt.length === 32, "broken");
    const leaf = await sha256(joined([0], salt, await sha256(credential), fromHex(pdfDigest)));
    const root = await rootOf(leaf, position, proof.head.size, proof.path.map(fromBase64));
    demand(root && same(root, fromBase64(proof.head.root)), "broken");
    return passed("", { position, size: proof.head.size });
  });
}

// ---- All of it -----------------------------------------------------------------------------------

const NAMES = ["untouched", "issued", "not_revoked", "not_expired", "logged"];
const nothing = (reason) => Object.fromEntries(NAMES.map((name) => [name, notChecked(reason)]));
const conclude = (kind, digest, checks, more = {}) => ({
  kind, digest, verdict: verdictOf(checks, kind), checks: NAMES.map((name) => ({ name, ...checks[name] })),
  credential: null, ...more,
});

/** The worst of what is wrong; `genuine` is ours and untouched, but not all could be checked. */
function verdictOf(checks, kind) {
  const states = Object.values(checks).map(({ state }) => state);
  if (kind === "unknown" || checks.issued.state !== "passed") {
    return checks.untouched.state === "failed" ? "changed" : "unknown";
  }
  if ([checks.untouched, checks.logged].some(({ state }) => state === "failed")) return "changed";
  if (checks.not_revoked.state === "failed") return "revoked";
  if (checks.not_expired.state === "failed") return "expired";
  return states.every((state) => state === "passed") ? "valid" : "genuine";
}

/**
 * What a file or a text is worth: {kind, digest, verdict, checks, credential}.
 * Verdicts: valid, genuine, expired, revoked, changed, unknown.
 */
export async function examine(content, known) {
  const bytes = typeof content === "string" ? encode(content) : new Uint8Array(content);
  if (bytes.length > LARGEST_FILE) return conclude("unknown", "", nothing("too_large"));
  const digest = toHex(await sha256(bytes));
  try {
    if (latin1Text(bytes.slice(0, 1024)).includes("%PDF-")) return await examinePdf(bytes, digest, known);
    const text = utf8.decode(bytes).trim();
    if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return await examineJwt(text, digest, known);
    return await examineCredential(bytes, digest, known);
  } catch {
    return conclude("unknown", digest, nothing("unreadable"));
  }
}

async function examinePdf(bytes, digest, known) {
  const seal = await checkSeal(bytes, readPem(known.roots), { distrusted: known.seals });
  if (["no_seal", "foreign", "distrusted", "archived"].includes(seal.reason)) {
    const is = seal.reason === "distrusted" ? failed : notChecked;
    return conclude("pdf", digest, { ...nothing(""), issued: is(seal.reason), untouched: notChecked(seal.reason) });
  }
  const attached = await attachedCredential(bytes).catch(() => null);
  if (seal.state === "failed") {
    return conclude("pdf", digest, { ...nothing(""), untouched: failed(seal.reason), issued: failed(seal.reason) });
  }
  if (!attached) return conclude("pdf", digest, { ...nothing("no_credential"), untouched: seal, issued: seal });
  const credential = readJson(attached);
  const proof = await checkProof(credential, known.did, known);
  const checks = { untouched: seal, issued: proof.state === "failed" ? proof : seal };
  return standing("pdf", digest, checks, credential, attached, known);
}

async function examineCredential(bytes, digest, known) {
  const credential = readJson(bytes);
  demand(credential && typeof credential === "object" && issuerOf(credential), "unreadable");
  const proof = await checkProof(credential, known.did, known);
  const foreign = ["foreign", "unknown_key"].includes(proof.reason) ? notChecked(proof.reason) : proof;
  return standing("credential", digest, { untouched: foreign, issued: foreign }, credential, null, known);
}

async function examineJwt(token, digest, known) {
  const proof = await checkJwt(token, known.did, known);
  if (proof.state !== "passed") {
    const changed = proof.reason === "broken" ? proof : notChecked(proof.reason);
    return conclude("jwt", digest, { ...nothing(""), untouched: changed, issued: changed });
  }
  const { credential, ...check } = proof;
  return standing("jwt", digest, { untouched: check, issued: check }, credential, null, known);
}

/** What follows once the signature is known: status, expiry, log. Nothing is said of what is not ours. */
async function standing(kind, digest, checks, credential, attached, known) {
  if (checks.issued.state !== "passed") return conclude(kind, digest, { ...nothing(""), ...checks }, { credential });
  const log = known.proof && attached
    ? await checkInclusion(known.proof, { credential: attached, pdfDigest: digest }, known.jwks, known)
    : notChecked("no_proof");
  const rest = {
    not_revoked: await checkStatus(credential, known.lists ?? [], known.did, known),
    not_expired: checkExpiry(credential, known),
    logged: log,
  };
  return conclude(kind, digest, { ...checks, ...rest }, { credential });
}
