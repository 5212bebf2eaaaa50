"""Stores private keys in a PKCS#11 token, which never releases them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import pkcs11
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.util import ec as encoding

from certification.keys.files import PublicKey, SigningKey
from certification.keys.storage import KeyUnavailable

_T = TypeVar("_T")
_LOCK = RLock()
_KEY_SHAPES = {
    True: (KeyType.EC, "secp256r1", Mechanism.EC_KEY_PAIR_GEN),
    False: (KeyType.EC_EDWARDS, "1.3.101.112", Mechanism.EC_EDWARDS_KEY_PAIR_GEN),  # Ed25519
}
# The token is told that the key may never leave it, not even encrypted.
_PRIVATE_TEMPLATE = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
# Per process: a session is a connection to the token, and most tokens allow only a few. Both hold
# handles, never keys; ``close`` and a fork empty them.
_sessions: dict[tuple[str, str], pkcs11.Session] = {}
_found: dict[tuple[str, str, str], Any] = {}
# PINs that the token refused; never emptied, since a few wrong tries lock a token.
_refused: set[tuple[str, str, str]] = set()
_forked = False


class TokenFailed(KeyUnavailable):
    """The token failed to do what it was asked for; the message says what and why."""


class TokenHasKey(Exception):
    """The token holds a key of this name already: it is not overwritten."""


def _reset_after_fork() -> None:
    # PKCS#11 sessions and the set-up of the library do not survive a fork, and the lock may have
    # been held by a thread that does not exist in the child.
    global _forked, _LOCK
    _forked, _LOCK = True, RLock()
    _sessions.clear()
    _found.clear()


os.register_at_fork(after_in_child=_reset_after_fork)


@dataclass(frozen=True)
class _TokenKey:
    kid: str
    public: PublicKey
    key_store: TokenKeyStore

    def sign(self, message: bytes) -> bytes:
        if isinstance(self.public, Ed25519PublicKey):
            return self.key_store.sign(self.kid, message, Mechanism.EDDSA)
        digest = hashlib.sha256(message).digest()
        pair = self.key_store.sign(self.kid, digest, Mechanism.ECDSA)
        return encoding.encode_ecdsa_signature(pair)


@dataclass(frozen=True)
class TokenKeyStore:
    """A token of a PKCS#11 module; a process has one session, shared under a lock."""

    module: str
    token: str

    def make(self, kid: str, place: Path) -> PublicKey:
        """Make a key pair inside the token; raises TokenHasKey, TokenFailed."""
        return self.attempt(lambda: self.generate(kid), f"make {kid}")

    def generate(self, kid: str) -> PublicKey:
        session = self.session(rw=True)
        if list(session.get_objects({Attribute.LABEL: kid})):
            raise TokenHasKey(f"the token {self.token} holds a key {kid} already")
        kind, curve, how = _KEY_SHAPES[kid.startswith("seal-")]
        parameters = {Attribute.EC_PARAMS: encoding.encode_named_curve_parameters(curve)}
        domain = session.create_domain_parameters(kind, parameters, local=True)
        public, _ = domain.generate_keypair(
            mechanism=how,
            store=True,
            label=kid,
            id=kid.encode(),
            private_template=_PRIVATE_TEMPLATE,
        )
        return _to_public_key(public)

    def discard(self, kid: str) -> None:
        def destroy() -> None:
            for found in list(self.session(rw=True).get_objects({Attribute.LABEL: kid})):
                found.destroy()

        self.attempt(destroy, f"discard {kid}")

    def load(self, kid: str, place: Path) -> SigningKey:
        public = self.attempt(lambda: self.public_of(kid), f"find {kid}")
        return _TokenKey(kid, public, self)

    def public_of(self, kid: str) -> PublicKey:
        """Return the public key, if the token holds the private key too."""
        self.find(kid, ObjectClass.PRIVATE_KEY)
        place = (self.module, self.token, f"{kid} public")
        if place not in _found:
            _found[place] = _to_public_key(self.find(kid, ObjectClass.PUBLIC_KEY))
        key: PublicKey = _found[place]
        return key

    def sign(self, kid: str, message: bytes, mechanism: Mechanism) -> bytes:
        def make_signature() -> bytes:
            key = self.find(kid, ObjectClass.PRIVATE_KEY)
            return bytes(key.sign(message, mechanism=mechanism))

        return self.attempt(make_signature, f"sign with {kid}")

    def find(self, kid: str, kind: ObjectClass) -> Any:
        """Return an object of the token, looked up once a session."""
        place = (self.module, self.token, f"{kid} {kind.name}")
        if place not in _found:
            _found[place] = self.session().get_key(object_class=kind, label=kid)
        return _found[place]

    def session(self, *, rw: bool = False) -> pkcs11.Session:
        """Return the session of this process; one that may write only where keys are made."""
        held = _sessions.get((self.module, self.token))
        if held and (held.rw or not rw):
            return held
        self.close()
        opened = _sessions[self.module, self.token] = self.open(rw)
        return opened

    def open(self, rw: bool) -> pkcs11.Session:
        """Open a new session; raises TokenFailed for a PIN that was refused before."""
        pin = _read_pin()
        if (self.module, self.token, pin) in _refused:
            raise TokenFailed(f"the token {self.token} refused this PIN before")
        token = _load_library(self.module).get_token(token_label=self.token)
        try:
            return token.open(rw=rw, user_pin=pin)
        except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid):
            _refused.add((self.module, self.token, pin))
            raise

    def close(self) -> None:
        """Close the session, so that the next use opens a new one."""
        held = _sessions.pop((self.module, self.token), None)
        _found.clear()
        if held:
            # The token may be unplugged: then there is nothing left to close.
            with suppress(pkcs11.PKCS11Error):
                held.close()

    def attempt(self, act: Callable[[], _T], what: str) -> _T:
        """Run the act; if an old session fails, once more in a new session.

        The token may have been restarted meanwhile. Raises TokenFailed.
        """
        # One thread at a time: python-pkcs11 does not allow one session in two threads.
        with _LOCK:
            had_session = (self.module, self.token) in _sessions
            try:
                return act()
            except (pkcs11.PKCS11Error, RuntimeError, OSError) as problem:
                self.close()
                if had_session:
                    return self.attempt(act, what)
                reason = str(problem) or type(problem).__name__
                raise TokenFailed(f"token {self.token} cannot {what}: {reason}") from problem


def _load_library(path: str) -> Any:
    global _forked
    library = pkcs11.lib(path)
    if _forked:
        library.reinitialize()
        _forked = False
    return library


def _read_pin() -> str:
    """Return the user's PIN, from the file that the settings name or from the settings."""
    file = settings.KEYS["PIN_FILE"]
    return Path(file).read_text().strip() if file else settings.KEYS["PIN"]


def _to_public_key(key: pkcs11.PublicKey) -> PublicKey:
    if key.key_type == KeyType.EC_EDWARDS:
        return Ed25519PublicKey.from_public_bytes(bytes(key[Attribute.EC_POINT])[-32:])
    found = serialization.load_der_public_key(encoding.encode_ec_public_key(key))
    if not isinstance(found, ec.EllipticCurvePublicKey):
        raise TokenFailed("the key in the token is neither Ed25519 nor EC")
    return found
