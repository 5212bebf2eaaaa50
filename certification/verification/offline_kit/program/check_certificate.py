#!/usr/bin/env python3
"""Checks a certificate with no network and nothing but Python (3.9 or newer).

Signatures are verified by the package ``cryptography`` where it is installed, else by the
arithmetic in this file.

    python3 check_certificate.py certificate.pdf      a sealed file
    python3 check_certificate.py credential.json      a credential, or a token (.jwt)
    python3 check_certificate.py --proof proof.json certificate.pdf
    python3 check_certificate.py --kit                whether this kit is as it was signed

``--proof`` takes the answer of the issuer's /log/proof/<code>; ``--json`` answers for programs.
The keys and lists beside this script are what is trusted. Verdicts: genuine, valid, expired,
revoked, changed, unknown. Exit status: 0 for genuine and valid, 1 for every other verdict.
"""

import argparse
import base64
import datetime as dt
import hashlib
import json
import re
import sys
import zlib
from decimal import Decimal
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    # Raises where OpenSSL may not use Ed25519 (FIPS).
    ed25519.Ed25519PublicKey.from_public_bytes(b"\x58" + b"\x66" * 31)
    HAS_CRYPTOGRAPHY = True
except BaseException:  # old, damaged or restricted: as if absent; a panic of Rust is no Exception
    HAS_CRYPTOGRAPHY = False

HERE = Path(__file__).resolve().parent
LARGEST_FILE, LARGEST_CREDENTIAL, LARGEST_LIST, DEEPEST = 5_000_000, 1_000_000, 2_000_000, 64
NAMES = ("untouched", "issued", "not_revoked", "not_expired", "logged")


class Refused(Exception):
    """Something does not hold; the text is the reason as one word."""


def demand(holds, reason):
    if not holds:
        raise Refused(reason)


def passed(reason="", **more):
    return {"state": "passed", "reason": reason, **more}


def failed(reason, **more):
    return {"state": "failed", "reason": reason, **more}


def not_checked(reason, **more):
    return {"state": "not_checked", "reason": reason, **more}


def answering(check):
    """A check that answers whatever a stranger's file makes it stumble over."""

    def answer(*values, **named):
        try:
            return check(*values, **named)
        except Refused as refused:
            return failed(str(refused))
        except Exception:
            return failed("unreadable")

    return answer


# ---- Bytes and numbers ---------------------------------------------------------------------

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def sha256(content):
    return hashlib.sha256(content).digest()


def from_base64(text):
    demand(re.fullmatch(r"[A-Za-z0-9+/_-]*={0,2}", text), "unreadable")
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4))


def from_base58(text):
    demand(len(text) <= 200 and not set(text) - set(BASE58), "unreadable")
    number = 0
    for letter in text:
        number = number * 58 + BASE58.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def unpack(content, most, window):
    """Unpacked, refused beyond ``most`` bytes: a small file may hold a bomb."""
    unpacker = zlib.decompressobj(window)
    unpacked = unpacker.decompress(content, most + 1)
    demand(len(unpacked) <= most, "too_large")
    demand(unpacker.eof, "unreadable")
    return unpacked


# ---- Signatures: Ed25519 (RFC 8032) and ECDSA with P-256 (FIPS 186-5) -----------------------

P = 2**255 - 19
ORDER_EIGHT_Y = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_ORDER_YS = {0, 1, P - 1, ORDER_EIGHT_Y, P - ORDER_EIGHT_Y}


def is_unambiguous(point):
    """Whether all libraries read the point alike.

    RFC 8032 leaves open whether y may exceed the prime and points have a small order; libraries
    differ there. Refusing both beforehand gives one answer here and in certificate-check.js.
    """
    y = int.from_bytes(point, "little") & ((1 << 255) - 1)
    return y < P and y not in SMALL_ORDER_YS


def ed25519_holds(key, signature, message):
    if len(key) != 32 or len(signature) != 64:
        return False
    if not (is_unambiguous(key) and is_unambiguous(signature[:32])):
        return False
    holds = ed25519_by_cryptography if HAS_CRYPTOGRAPHY else ed25519_by_arithmetic
    return holds(key, signature, message)


def ecdsa_holds(spki, signature, message):
    """Whether the DER signature over SHA-256 of the message was made with the P-256 key."""
    prefix = "3059301306072a8648ce3d020106082a8648ce3d03010703420004"
    demand(spki.hex().startswith(prefix) and len(spki) == 91, "broken")
    numbers = der(signature)
    demand(numbers["end"] == len(signature), "broken")
    pair = [number_in(value) for value in parts(numbers)]
    demand(len(pair) == 2 and all(0 < number < N for number in pair), "broken")
    holds = ecdsa_by_cryptography if HAS_CRYPTOGRAPHY else ecdsa_by_arithmetic
    return holds(spki[26:], pair, message)


def number_in(value):
    """A positive INTEGER of DER in its shortest form."""
    number = int.from_bytes(value["content"], "big")
    demand(value["tag"] == 2, "broken")
    demand(len(value["content"]) == number.bit_length() // 8 + 1, "broken")
    return number


def ed25519_by_cryptography(key, signature, message):
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def ecdsa_by_cryptography(point, pair, message):
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        key.verify(encode_dss_signature(*pair), message, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


# ---- The same without ``cryptography``: verifying only, so that no secret can leak by time --

ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(one, other):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * D * t1 * t2 % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def point_of(content):
    number = int.from_bytes(content, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    demand(y < P, "broken")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    demand(x * x % P == square and (x or not sign), "broken")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of(bytes.fromhex("58" + "66" * 31))


def ed25519_by_arithmetic(key, signature, message):
    try:
        r, a = point_of(signature[:32]), point_of(key)
    except Refused:
        return False
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little")
    (x1, y1, z1, _), (x2, y2, z2, _) = times(s, BASE), add(r, times(k % ORDER, a))
    return s < ORDER and (x1 * z2 - x2 * z1) % P == 0 == (y1 * z2 - y2 * z1) % P


Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def sum_of(one, other):
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % Q == 0:
        return None
    if one == other:
        slope = (3 * x1 * x1 - 3) * pow(2 * y1, -1, Q) % Q
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, Q) % Q
    x = (slope * slope - x1 - x2) % Q
    return x, (slope * (x1 - x) - y1) % Q


def multiple_of(scalar, point):
    total = None
    while scalar:
        if scalar & 1:
            total = sum_of(total, point)
        point, scalar = sum_of(point, point), scalar >> 1
    return total


def ecdsa_by_arithmetic(point, pair, message):
    x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    if not (x < Q > y and (y * y - x * x * x + 3 * x - B) % Q == 0):
        return False
    (r, s), z = pair, int.from_bytes(sha256(message), "big")
    inverse = pow(s, -1, N)
    found = sum_of(multiple_of(z * inverse % N, G), multiple_of(r * inverse % N, (x, y)))
    return found is not None and found[0] % N == r


# ---- The seal of a PDF ----------------------------------------------------------------------

SHA256 = "300d06096086480165030402010500"
ECDSA_SHA256 = "300a06082a8648ce3d040302"
SIGNED_DATA = "06092a864886f70d010702"
DATA = "300b06092a864886f70d010701"
ATTRIBUTES = (
    *("06092a864886f70d010903", "06092a864886f70d010904"),
    "060b2a864886f70d010910022f",
)


def der(content, at=0):
    """The DER value at a place; lengths in their shortest form only."""
    demand(at + 2 <= len(content), "unreadable")
    length, start = content[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        demand(1 <= count <= 3 and start + count <= len(content), "unreadable")
        length = int.from_bytes(content[start : start + count], "big")
        demand(length >= (0x80 if count == 1 else 256 ** (count - 1)), "unreadable")
        start += count
    end = start + length
    demand(end <= len(content), "unreadable")
    whole = content[at:end]
    return {"tag": content[at], "whole": whole, "content": content[start:end], "end": end}


def parts(value, tag=0x30):
    demand(value["tag"] == tag, "unreadable")
    found, at = [], 0
    while at < len(value["content"]):
        found.append(der(value["content"], at))
        at = found[-1]["end"]
    return found


def hexed(value):
    return value["whole"].hex()


def x509(content):
    tbs, algorithm, signature = parts(der(content))
    version, serial, inner, issuer, validity, subject, key = parts(tbs)[:7]
    demand(hexed(version) == "a003020102", "unreadable")
    demand(hexed(algorithm) == hexed(inner) == ECDSA_SHA256, "broken")
    since, until = (time_of(one) for one in parts(validity))
    names = [
        parts(attribute) for relative in parts(subject) for attribute in parts(relative, 0x31)
    ]
    return {
        "bytes": content,
        "tbs": tbs["whole"],
        "signature": signature["content"][1:],
        "serial": hexed(serial),
        "issuer": hexed(issuer),
        "subject": hexed(subject),
        "key": key["whole"],
        "since": since,
        "until": until,
        "name": names[-1][1]["content"].decode(),
    }


def time_of(value):
    text = value["content"].decode("ascii")
    if value["tag"] == 0x17:
        text = ("20" if text < "5" else "19") + text
    return dt.datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=dt.timezone.utc)


def certificates_in(pem):
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----", pem)
    return [x509(from_base64("".join(block.split()))) for block in blocks]


def ranges_in(pdf):
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    demand(all(len(number) < 12 for numbers in found for number in numbers), "broken")
    return [tuple(map(int, numbers)) for numbers in found]


def length_before_timestamp(pdf):
    """The length before an archive timestamp that says it covers all (B-LTA); 0 without."""
    found = ranges_in(pdf)
    if len(found) != 2 or sum(found[1][2:]) != len(pdf):
        return 0
    end = sum(found[0][2:])
    return end if re.search(rb"/Type\s*/DocTimeStamp\b", pdf[end:]) else 0


def sealed_range(pdf):
    """The signature's place: it leaves out nothing but its own value, up to the last byte."""
    found = ranges_in(pdf)
    demand(found, "no_seal")
    demand(len(found) == 1, "appended")
    start, before, after, rest = found[0]
    demand(start == 0 and before < after, "broken")
    demand(after + rest == len(pdf), "appended")
    hole = pdf[before:after]
    demand(re.fullmatch(rb"<([0-9A-F]{2})+>", hole), "broken")
    return before, after, bytes.fromhex(hole[1:-1].decode())


def sealed_at(text):
    plain = re.sub(rb"\\([0-7]{3})", lambda octal: bytes([int(octal[1], 8) & 255]), text)
    found = re.search(rb"/M\s*\(D:(\d{14})(Z|[+-]\d\d'\d\d)", plain)
    demand(found, "broken")
    zone = found[2].decode().replace("'", "").replace("Z", "+0000")
    return dt.datetime.strptime(found[1].decode() + zone, "%Y%m%d%H%M%S%z")


@answering
def check_seal(pdf, known):
    length = length_before_timestamp(pdf)
    if length:
        seal = check_seal(pdf[:length], known)
        return not_checked("archived") if seal["state"] == "passed" else seal
    before, after, cms = sealed_range(pdf)
    outer, roots = der(cms), certificates_in(known["roots"])
    demand(not any(cms[outer["end"] :]), "broken")
    marks = [mark for root in roots for mark in (bytes.fromhex(root["subject"]), root["key"])]
    demand(any(mark in cms for mark in marks), "foreign")
    signer, signed, signature = read_cms(outer, roots)
    issuers = [root for root in roots if root["subject"] == signer["issuer"]]
    is_issued = [ecdsa_holds(root["key"], signer["signature"], signer["tbs"]) for root in issuers]
    demand(any(is_issued), "broken")
    found = dict(read_attribute(attribute) for attribute in parts(signed, 0xA0))
    demand(len(found) == len(parts(signed, 0xA0)), "broken")
    kind, digest, reference = (found[name] for name in ATTRIBUTES)
    demand("300b" + hexed(kind) == DATA, "broken")
    demand(digest["content"] == sha256(pdf[:before] + pdf[after:]), "broken")
    named = parts(parts(parts(reference)[0])[0])[0]["content"]
    demand(named == sha256(signer["bytes"]), "broken")
    message = b"\x31" + signed["whole"][1:]
    demand(ecdsa_holds(signer["key"], signature["content"], message), "broken")
    at = sealed_at(pdf[after:])
    demand(signer["since"] <= at <= signer["until"], "broken")
    fingerprint = sha256(signer["bytes"]).hex()
    demand(fingerprint not in known["seals"], "distrusted")
    return passed(signer=signer["name"], fingerprint=fingerprint, at=at.isoformat())


def read_cms(outer, roots):
    """The one signer. What the signature does not cover must be exactly as we write it."""
    kind, wrapped = parts(outer)
    demand(hexed(kind) == SIGNED_DATA, "broken")
    version, digests, content, certificates, signers = parts(parts(wrapped, 0xA0)[0])
    demand(hexed(version) == "020101" and hexed(content) == DATA, "broken")
    demand(hexed(digests) == "310f" + SHA256, "broken")
    (info,) = parts(signers, 0x31)
    one, name, algorithm, signed, method, signature, *unsigned = parts(info)
    demand(hexed(one) == "020101" and signature["tag"] == 4, "broken")
    demand(hexed(algorithm) == SHA256 and hexed(method) == ECDSA_SHA256, "broken")
    demand(len(unsigned) <= 1 and all(extra["tag"] == 0xA1 for extra in unsigned), "broken")
    known = [root["bytes"] for root in roots]
    others = [one["whole"] for one in parts(certificates, 0xA0) if one["whole"] not in known]
    demand(len(others) == 1, "broken")
    signer = x509(others[0])
    demand("".join(map(hexed, parts(name))) == signer["issuer"] + signer["serial"], "broken")
    return signer, signed, signature


def read_attribute(attribute):
    kind, values = parts(attribute)
    return hexed(kind), parts(values, 0x31)[0]


def attached_credential(pdf):
    """The bytes of the one file attached; None where there is none, or more than one."""
    found = [match.start() for match in re.finditer(rb"/Type\s*/EmbeddedFile\b", pdf)]
    if len(found) != 1:
        return None
    at, opened = found[0], pdf.find(b"stream", found[0])
    head = pdf[pdf.rfind(b" obj", 0, at) : opened]
    length = re.search(rb"/Length\s+(\d{1,9})(?!\d|\s+\d+\s+R)", head)
    if not 0 <= opened - at <= 2000 or not length or int(length[1]) > LARGEST_CREDENTIAL:
        return None
    start = opened + (8 if pdf.startswith(b"stream\r\n", opened) else 7)
    stream = pdf[start : start + int(length[1])]
    is_packed = re.search(rb"/Filter\s*/FlateDecode\b", head)
    return unpack(stream, LARGEST_CREDENTIAL, 15) if is_packed else stream


# ---- The credential -------------------------------------------------------------------------


def canonical(value, depth=0):
    """JSON as RFC 8785 writes it (JCS)."""
    demand(depth <= DEEPEST, "too_deep")
    if isinstance(value, list):
        return "[" + ",".join(canonical(one, depth + 1) for one in value) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        pairs = (f"{canonical(name)}:{canonical(value[name], depth + 1)}" for name in names)
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, float):
        return number_of(value)
    return json.dumps(value, ensure_ascii=False)


def number_of(value):
    """A number as ECMAScript writes it."""
    demand(value == value and abs(value) != float("inf"), "unreadable")
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + exponent
    if len(text) <= point <= 21:
        plain = text + "0" * (point - len(text))
    elif 0 < point <= 21:
        plain = f"{text[:point]}.{text[point:]}"
    elif -6 < point <= 0:
        plain = "0." + "0" * -point + text
    else:
        plain = text[0] + ("." + text[1:] if text[1:] else "") + f"e{point - 1:+d}"
    return "-" * sign + plain


def read_json(content):
    text = content if isinstance(content, str) else content.decode()
    demand(len(text) <= LARGEST_LIST, "too_large")
    value = json.loads(
        text,
        parse_int=lambda digits: int(digits) if len(digits) < 16 else float(digits),
        parse_constant=lambda _: demand(False, "unreadable"),
        object_pairs_hook=without_doubles,
    )
    canonical(value).encode()
    return value


def without_doubles(pairs):
    """An object, refused where a name stands twice: readers would read it differently."""
    demand(len(dict(pairs)) == len(pairs), "unreadable")
    return dict(pairs)


def key_of(did, method):
    """The public key of a method in the DID document, if the method may assert there."""
    found = [one for one in did["verificationMethod"] if one["id"] == method]
    demand(found and method in did["assertionMethod"], "unknown_key")
    text = found[0]["publicKeyMultibase"]
    key = from_base58(text[1:])
    demand(text[0] == "z" and len(key) == 34 and key[:2] == b"\xed\x01", "unknown_key")
    return key[2:]


def issuer_of(document):
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def instant(text):
    at = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=dt.timezone.utc)


@answering
def check_proof(document, known):
    """Whether its ``eddsa-jcs-2022`` proof was made with a key in the DID document."""
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    proofs = several(document.get("proof", []))
    ours = [one for one in proofs if one.get("cryptosuite") == "eddsa-jcs-2022"]
    if not ours:
        return not_checked("no_jcs_proof")
    demand(len(ours) == 1 and ours[0]["type"] == "DataIntegrityProof", "broken")
    demand(ours[0]["proofPurpose"] == "assertionMethod", "broken")
    demand(issuer_of(document) == known["did"]["id"], "foreign")
    options = {name: value for name, value in ours[0].items() if name != "proofValue"}
    demand(canonical(options["@context"]) == canonical(unsigned["@context"]), "broken")
    expires = options.get("expires")
    demand(not expires or instant(expires) > known["now"], "proof_expired")
    demand(ours[0]["proofValue"][:1] == "z", "broken")
    message = b"".join(sha256(canonical(one).encode()) for one in (options, unsigned))
    key = key_of(known["did"], options["verificationMethod"])
    demand(ed25519_holds(key, from_base58(ours[0]["proofValue"][1:]), message), "broken")
    return passed(method=options["verificationMethod"])


@answering
def check_jwt(token, known):
    """The credential of a VC-JWT, if the issuer signed it: EdDSA and nothing else."""
    header, payload, signature = token.strip().split(".")
    head, claims = read_json(from_base64(header)), read_json(from_base64(payload))
    demand(head.get("alg") == "EdDSA" and not head.get("crit"), "algorithm")
    registered = ("vc", "iss", "exp", "nbf", "iat", "jti", "sub")
    plain = {name: value for name, value in claims.items() if name not in registered}
    credential, did = claims.get("vc", plain), known["did"]["id"]
    demand(issuer_of(credential) == did and claims.get("iss", did) == did, "foreign")
    kid = head.get("kid")
    demand(isinstance(kid, str), "unknown_key")
    key = key_of(known["did"], kid if "#" in kid else f"{did}#{kid}")
    signed = f"{header}.{payload}".encode()
    demand(ed25519_holds(key, from_base64(signature), signed), "broken")
    if "exp" in claims:
        until = dt.datetime.fromtimestamp(claims["exp"], dt.timezone.utc).isoformat()
        credential = {"validUntil": until, **credential}
    return passed(credential=credential)


# ---- Does it still stand --------------------------------------------------------------------


def several(value):
    """The values of a property of JSON-LD, which may be one or a list."""
    return value if isinstance(value, list) else [value]


def nodes(value):
    """The objects among the values of a property."""
    return [one for one in several(value) if isinstance(one, dict)]


def held_in(credential):
    """The credentials in a learner record, which has no status of its own."""
    subjects = nodes(credential.get("credentialSubject"))
    return [one for subject in subjects for one in nodes(subject.get("verifiableCredential"))]


def check_status(credential, known):
    """A learner record is revoked as soon as one credential in it is."""
    own, *held = (status_of(one, known) for one in [credential, *held_in(credential)])
    return next((one for one in held if one["state"] == "failed"), own)


def status_of(credential, known):
    """Its bit in the lists of the kit: a set one is told; an empty one is only of that day."""
    answer = read_status(credential, known)
    is_sure = answer["state"] != "failed" or answer["reason"] == "revoked"
    return answer if is_sure else not_checked(answer["reason"])


@answering
def read_status(credential, known):
    entries = several(credential.get("credentialStatus", []))
    entry = next((one for one in entries if one.get("statusPurpose") == "revocation"), None)
    if not entry:
        return not_checked("no_status")
    lists = [one for one in known["lists"] if one["id"] == entry["statusListCredential"]]
    if not lists:
        return not_checked("no_list")
    if check_proof(lists[0], known)["state"] != "passed":
        return not_checked("list_not_genuine")
    as_of = {"asOf": lists[0]["validFrom"], "validUntil": lists[0]["validUntil"]}
    if bit_of(lists[0]["credentialSubject"], entry["statusListIndex"]):
        return failed("revoked", **as_of)
    is_current = instant(as_of["asOf"]) <= known["now"] < instant(as_of["validUntil"])
    return not_checked("as_of" if is_current else "old_list", **as_of)


def bit_of(subject, index):
    demand(subject["type"] == "BitstringStatusList", "unreadable")
    demand(subject["statusPurpose"] == "revocation", "unreadable")
    demand(subject["encodedList"][:1] == "u", "unreadable")
    demand(re.fullmatch("[0-9]{1,10}", index), "unreadable")
    bits = unpack(from_base64(subject["encodedList"][1:]), LARGEST_LIST, 31)
    byte, place = divmod(int(index), 8)
    demand(byte < len(bits), "unreadable")
    return bool(bits[byte] & 0x80 >> place)


@answering
def check_expiry(credential, known):
    until = credential.get("validUntil")
    if until is None:
        return passed("no_end")
    if known["now"] < instant(until):
        return passed(until=until)
    return failed("expired", until=until)


# ---- The public log -------------------------------------------------------------------------


def log_key(kid, jwks):
    keys = [key for key in jwks["keys"] if key["kid"] == kid and kid.startswith("log-")]
    demand(keys, "unknown_key")
    return from_base64(keys[0]["x"])


def head_holds(head, jwks):
    """Whether the head of the log was signed with one of the log's keys."""
    told = {name: head[name] for name in ("logged_at", "root", "size")}
    message = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    return ed25519_holds(log_key(head["key"], jwks), from_base64(head["signature"]), message)


def root_of(leaf, position, size, path):
    """The root that a path leads to from a leaf (RFC 9162, 2.1.3.2)."""
    node, last, reached = position, size - 1, leaf
    for sibling in path:
        demand(last, "broken")
        if node & 1 or node == last:
            reached = sha256(b"\1" + sibling + reached)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            reached = sha256(b"\1" + reached + sibling)
        node, last = node >> 1, last >> 1
    demand(last == 0, "broken")
    return reached


@answering
def check_inclusion(credential, digest, known):
    """Whether the answer of /log/proof/<code> is about these very bytes."""
    proof, head = known["proof"], known["proof"]["head"]
    digests = proof["pdf_sha256"], proof["credential_sha256"]
    if digests != (digest, sha256(credential).hex()):
        return not_checked("other_entry")
    demand(head_holds(head, known["jwks"]), "broken")
    position, salt = proof["position"], from_base64(proof["salt"])
    demand(0 <= position < head["size"] and len(salt) == 32, "broken")
    leaf = sha256(b"\0" + salt + sha256(credential) + bytes.fromhex(digest))
    path = [from_base64(node) for node in proof["path"]]
    root = root_of(leaf, position, head["size"], path)
    demand(root == from_base64(head["root"]), "broken")
    return passed(position=position, size=head["size"])


# ---- All of it ------------------------------------------------------------------------------


def nothing(reason):
    return {name: not_checked(reason) for name in NAMES}


def conclude(kind, digest, checks, credential=None):
    named = [{"name": name, **checks[name]} for name in NAMES]
    verdict = verdict_of(checks, kind)
    answer = {"kind": kind, "digest": digest, "verdict": verdict, "checks": named}
    return {**answer, "credential": credential}


def verdict_of(checks, kind):
    """The worst of what is wrong; genuine: ours and untouched, but not all could be checked."""
    state = {name: check["state"] for name, check in checks.items()}
    if kind == "unknown" or state["issued"] != "passed":
        return "changed" if state["untouched"] == "failed" else "unknown"
    if "failed" in (state["untouched"], state["logged"]):
        return "changed"
    if state["not_revoked"] == "failed":
        return "revoked"
    if state["not_expired"] == "failed":
        return "expired"
    return "valid" if set(state.values()) == {"passed"} else "genuine"


def examine(content, known):
    if len(content) > LARGEST_FILE:
        return conclude("unknown", "", nothing("too_large"))
    digest = sha256(content).hex()
    try:
        if b"%PDF-" in content[:1024]:
            return examine_pdf(content, digest, known)
        text = content.decode().strip()
        if re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", text, re.ASCII):
            return examine_jwt(text, digest, known)
        return examine_credential(content, digest, known)
    except Exception:
        return conclude("unknown", digest, nothing("unreadable"))


def examine_pdf(content, digest, known):
    seal = check_seal(content, known)
    if seal["reason"] in ("no_seal", "foreign", "distrusted", "archived"):
        make = failed if seal["reason"] == "distrusted" else not_checked
        told = {"issued": make(seal["reason"]), "untouched": not_checked(seal["reason"])}
        return conclude("pdf", digest, {**nothing(""), **told})
    if seal["state"] == "failed":
        return conclude("pdf", digest, {**nothing(""), "untouched": seal, "issued": seal})
    try:
        attached = attached_credential(content)
    except (Refused, zlib.error):
        attached = None
    if not attached:
        checks = {**nothing("no_credential"), "untouched": seal, "issued": seal}
        return conclude("pdf", digest, checks)
    credential = read_json(attached)
    proof = check_proof(credential, known)
    checks = {"untouched": seal, "issued": proof if proof["state"] == "failed" else seal}
    return standing("pdf", digest, checks, credential, attached, known)


def examine_credential(content, digest, known):
    credential = read_json(content)
    demand(isinstance(credential, dict) and issuer_of(credential), "unreadable")
    proof = check_proof(credential, known)
    if proof["reason"] in ("foreign", "unknown_key"):
        proof = not_checked(proof["reason"])
    checks = {"untouched": proof, "issued": proof}
    return standing("credential", digest, checks, credential, None, known)


def examine_jwt(token, digest, known):
    proof = check_jwt(token, known)
    if proof["state"] != "passed":
        told = proof if proof["reason"] == "broken" else not_checked(proof["reason"])
        return conclude("jwt", digest, {**nothing(""), "untouched": told, "issued": told})
    credential = proof.pop("credential")
    return standing("jwt", digest, {"untouched": proof, "issued": proof}, credential, None, known)


def standing(kind, digest, checks, credential, attached, known):
    """What follows once the signature is known: status, expiry, log."""
    if checks["issued"]["state"] != "passed":
        return conclude(kind, digest, {**nothing(""), **checks}, credential)
    is_asked = known.get("proof") and attached
    rest = {
        "not_revoked": check_status(credential, known),
        "not_expired": check_expiry(credential, known),
        "logged": check_inclusion(attached, digest, known)
        if is_asked
        else not_checked("no_proof"),
    }
    return conclude(kind, digest, {**checks, **rest}, credential)


def read_kit(name):
    """A JSON file of this kit."""
    return read_json((HERE / name).read_bytes())


def check_kit():
    """The names of files that are not as the signed manifest says; raises Refused."""
    written, signature = ((HERE / f"manifest.{end}").read_bytes() for end in ("json", "sig"))
    manifest, jwks = read_json(written), read_kit("jwks.json")
    demand(ed25519_holds(log_key(manifest["key"], jwks), signature, written), "broken")
    return [
        name
        for name, digest in manifest["files"].items()
        if not (HERE / name).is_file() or sha256((HERE / name).read_bytes()).hex() != digest
    ]


def load_known(proof=None):
    return {
        "did": read_kit("did.json"),
        "jwks": read_kit("jwks.json"),
        "roots": (HERE / "root.pem").read_text(),
        "lists": [read_kit(path.name) for path in sorted(HERE.glob("status-*.json"))],
        "seals": read_kit("trust.json")["seals"],
        "proof": read_json(Path(proof).read_bytes()) if proof else None,
        "now": dt.datetime.now(dt.timezone.utc),
    }


VERDICTS = {
    "valid": ("VALID", "မှန်ကန်သည်"),
    "genuine": ("GENUINE as far as this kit can tell", "ဤဖိုင်စုဖြင့် စစ်ဆေးနိုင်သမျှအရ စစ်မှန်သည်"),
    "expired": ("EXPIRED", "သက်တမ်းကုန်ပြီ"),
    "revoked": ("REVOKED", "ရုပ်သိမ်းပြီး"),
    "changed": ("CHANGED: not as it was sealed", "ပြင်ဆင်ထားသည်"),
    "unknown": ("UNKNOWN: not known to be ours", "မှတ်တမ်းမတွေ့ပါ"),
}
CHECKS = {
    "untouched": ("The file is untouched", "ဖိုင်ကို ပြင်ဆင်ထားခြင်းမရှိ"),
    "issued": ("It was issued by this office", "ဤရုံးက ထုတ်ပေးခဲ့သည်"),
    "not_revoked": ("It has not been revoked", "ရုပ်သိမ်းထားခြင်းမရှိ"),
    "not_expired": ("It has not expired", "သက်တမ်းမကုန်သေး"),
    "logged": ("It is in the public log", "အများပြည်သူဆိုင်ရာ မှတ်တမ်းတွင် ပါရှိသည်"),
}
STATES = {
    "passed": ("passed", "မှန်ကန်"),
    "failed": ("FAILED", "မမှန်ကန်"),
    "not_checked": ("not checked", "မစစ်ဆေးရသေး"),
}


ARCHIVED = ("CANNOT BE CHECKED HERE: use the website", "ဤနေရာတွင် မစစ်ဆေးနိုင်ပါ။ ဝက်ဘ်ဆိုက်ကို အသုံးပြုပါ။")


def report(answer):
    is_archived = answer["checks"][0]["reason"] == "archived"
    verdict = ARCHIVED if is_archived else VERDICTS[answer["verdict"]]
    lines = ["{} · {}".format(*verdict), ""]
    for check in answer["checks"]:
        (name, name_my), (state, state_my) = CHECKS[check["name"]], STATES[check["state"]]
        why = f" ({check['reason']})" if check["reason"] else ""
        lines.append(f"  {name}: {state}{why} · {name_my} - {state_my}")
    status = next(check for check in answer["checks"] if check["name"] == "not_revoked")
    if "asOf" in status:
        lines += ["", f"  The list of revocations in this kit is of {status['asOf']}."]
        lines += ["  Whether it was revoked since then was not checked."]
    subject = (answer["credential"] or {}).get("credentialSubject")
    if answer["verdict"] not in ("unknown", "changed") and isinstance(subject, dict):
        lines += ["", *claims(answer["credential"], subject)]
    return "\n".join(lines)


def joined(value, name):
    return ", ".join(str(one[name]) for one in nodes(value) if one.get(name))


def claims(credential, subject):
    """What it says, to compare with the paper."""
    told = {
        "Name": joined(subject.get("identifier"), "identityHash"),
        "About the name": subject.get("narrative"),
        "For": joined(subject.get("achievement"), "name"),
        "Issued": credential.get("validFrom"),
        "Valid until": credential.get("validUntil"),
        "Number": credential.get("id"),
    }
    return [f"  {name}: {value}" for name, value in told.items() if value]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?")
    parser.add_argument("--proof", help="the saved answer of /log/proof/<code>")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument("--kit", action="store_true", help="check the kit itself")
    told = parser.parse_args()
    if told.kit:
        try:
            wrong = check_kit()
        except (Refused, OSError, ValueError, KeyError) as problem:
            sys.exit(f"The kit's manifest does not hold: {problem}")
        sys.exit(f"Not as signed: {', '.join(wrong)}" if wrong else 0)
    if not told.file:
        parser.error("name a file, or --kit")
    try:
        with open(told.file, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
        answer = examine(content, load_known(told.proof))
    except (OSError, ValueError, KeyError, RecursionError, Refused) as problem:
        sys.exit(f"This cannot be read: {problem}")
    text = json.dumps(answer, ensure_ascii=False, indent=1) if told.json else report(answer)
    sys.stdout.reconfigure(encoding="utf-8")
    print(text)
    sys.exit(0 if answer["verdict"] in ("genuine", "valid") else 1)


if __name__ == "__main__":
    main()
