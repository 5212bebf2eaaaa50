"""Signatures on which libraries differ, made with the arithmetic of the kit's script."""

import hashlib
import importlib.util
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from django.conf import settings


def load_script():
    place = Path("certification/verification/offline_kit/program/check_certificate.py")
    spec = importlib.util.spec_from_file_location(place.stem, settings.BASE_DIR / place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load_script()
P, ORDER, BASE, N = script.P, script.ORDER, script.BASE, script.N
SECRET, NONCE = 0x1234567890ABCDEF << 128 | 7, 0xFEDCBA9876543210 << 120 | 9
Case = tuple[bytes, bytes, bytes]  # key, signature, message


def written(point) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def number(value: int) -> bytes:
    return value.to_bytes(32, "little")


IDENTITY, EIGHTH = (0, 1, 1, 0), script.point_of(number(script.ORDER_EIGHT_Y))
KEY = written(script.times(SECRET, BASE))
R = script.times(NONCE, BASE)
MESSAGE = b"certificate"


def challenge(r: bytes, key: bytes, message: bytes) -> int:
    return int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER


def signed(r: bytes = b"", nonce: int = NONCE, more: int = 0) -> Case:
    """As the holder of the key makes it, with whatever is written for R."""
    r = r or written(script.times(nonce, BASE))
    s = (nonce + challenge(r, KEY, MESSAGE) * SECRET) % ORDER + more
    return KEY, r + number(s), MESSAGE


def unsigned(key: bytes) -> Case:
    """What anybody makes for a key of small order: the challenge falls out of the equation."""
    nonce = NONCE
    while challenge(written(script.times(nonce, BASE)), key, MESSAGE) % 8:
        nonce += 1
    return key, written(script.times(nonce, BASE)) + number(nonce), MESSAGE


# RFC 8032, 7.1, test 2.
PUBLISHED: Case = (
    bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
    bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    b"\x72",
)


def ed25519_cases() -> dict[str, tuple[bool, Case]]:
    key, signature, message = signed()
    sign = 1 << 255
    return {
        "as published": (True, PUBLISHED),
        "whole": (True, (key, signature, message)),
        "another message": (False, (key, signature, message + b"!")),
        "reversed": (False, (key, signature[::-1], message)),
        "cut": (False, (key, signature[:-1], message)),
        "a longer key": (False, (key + b"\0", signature, message)),
        "s beyond the order": (False, signed(more=ORDER)),
        "s far beyond the order": (False, signed(more=8 * ORDER)),
        "R with a part of order 8": (False, signed(written(script.add(R, EIGHTH)))),
        "R of order 1": (False, signed(written(IDENTITY), nonce=0)),
        "R of order 1, y beyond the prime": (False, signed(number(P + 1), nonce=0)),
        "R of order 1, minus zero": (False, signed(number(1 | sign), nonce=0)),
        "R of order 8": (False, signed(written(EIGHTH), nonce=0)),
        "R that is no point": (False, signed(number(2))),
        "a key of order 1": (False, unsigned(number(1))),
        "a key of order 1, y beyond the prime": (False, unsigned(number(P + 1))),
        "a key of order 1, minus zero": (False, unsigned(number(1 | sign))),
        "a key of order 2": (False, unsigned(number(P - 1))),
        "a key of order 4": (False, unsigned(number(0))),
        "a key of order 4, y beyond the prime": (False, unsigned(number(P))),
        "a key of order 8": (False, unsigned(written(EIGHTH))),
        "a key that is no point": (False, unsigned(number(2))),
    }


def spki(key: ec.EllipticCurvePublicKey) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.DER, form)


def sequence(*numbers: bytes) -> bytes:
    inside = b"".join(b"\2" + bytes([len(one)]) + one for one in numbers)
    return b"\x30" + bytes([len(inside)]) + inside


def shortest(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


def ecdsa_cases() -> dict[str, tuple[bool, Case]]:
    private = ec.derive_private_key(SECRET, ec.SECP256R1())
    key = spki(private.public_key())
    signature = private.sign(MESSAGE, ec.ECDSA(hashes.SHA256()))
    r, s = decode_dss_signature(signature)
    low, high = (encode_dss_signature(r, one) for one in sorted((s, N - s)))
    other = spki(ec.derive_private_key(5, ec.SECP256R1()).public_key())
    p384 = spki(ec.derive_private_key(SECRET, ec.SECP384R1()).public_key())
    odd = {
        "r of zero": sequence(b"\0", shortest(s)),
        "s of zero": sequence(shortest(r), b"\0"),
        "s of the order": sequence(shortest(r), shortest(N)),
        "s beyond the order": sequence(shortest(r), shortest(s + N)),
        "r beyond the order": sequence(shortest(r + N), shortest(s)),
        "r padded": sequence(b"\0" + shortest(r), shortest(s)),
        "s negative": sequence(shortest(r), max(s, N - s).to_bytes(32, "big")),
        "a number with no content": sequence(b"", shortest(s)),
        "three numbers": sequence(shortest(r), shortest(s), b"\1"),
        "one number": sequence(shortest(r)),
        "bytes behind it": signature + b"\0",
    }
    return {
        "low s": (True, (key, low, MESSAGE)),
        "high s": (True, (key, high, MESSAGE)),
        "another message": (False, (key, signature, MESSAGE + b"!")),
        "another key": (False, (other, signature, MESSAGE)),
        "a point beside the curve": (False, (key[:-1] + bytes([key[-1] ^ 1]), signature, MESSAGE)),
        "a point beyond the prime": (False, (key[:27] + b"\xff" * 64, signature, MESSAGE)),
        "another curve": (False, (p384, signature, MESSAGE)),
        "a short key": (False, (key[:-1], signature, MESSAGE)),
        **{name: (False, (key, content, MESSAGE)) for name, content in odd.items()},
    }
