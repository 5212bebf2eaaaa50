"""Stages new key files in a folder beside the others, and moves them when all are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone

from certification.facts.issuer import site_url
from certification.keys.active import select_key_store
from certification.keys.authority import RootAuthority, issue_seal_certificate, sign_crl
from certification.keys.files import PEM, PublicKey, write_new_file, write_public_key
from certification.keys.register import KeyEntry
from certification.keys.storage import chown_to_parent


@dataclass
class KeyStaging:
    """A folder in which new keys are made.

    ``made`` lists the ids whose private half is in its key store already; ``register`` is the
    register as it becomes, empty where it stays.
    """

    folder: Path
    made: list[str] = field(default_factory=list)
    register: dict[str, KeyEntry] = field(default_factory=dict)

    def make(self, kid: str) -> PublicKey:
        public = select_key_store(kid.partition("-")[0]).make(kid, self.folder)
        self.made.append(kid)
        return public

    def make_pairs(
        self, kids: Iterable[str], authority: RootAuthority | None, at: dt.datetime
    ) -> None:
        """Make each pair: the private half in its key store, the public half in the folder."""
        for kid in kids:
            public = self.make(kid)
            if authority and isinstance(public, ec.EllipticCurvePublicKey):
                made = issue_seal_certificate(authority, public, kid, at=at, list_url=_crl_url())
                write_new_file(self.folder / f"{kid}.pem", made.public_bytes(PEM))
            else:
                write_public_key(self.folder / f"{kid}.pub.pem", public)

    def write_crl(
        self,
        authority: RootAuthority,
        revoked: list[tuple[x509.Certificate, dt.date]],
        at: dt.datetime,
    ) -> None:
        made = sign_crl(authority, revoked, at=at)
        write_new_file(self.folder / "root.crl", made.public_bytes(Encoding.DER))

    def move_into(self, target: Path) -> None:
        """Move all files; nothing is overwritten but the list of revoked seals."""
        # Private halves first and ``root.pem`` last: where the root is in place, all are.
        files = sorted(self.folder.iterdir(), key=_move_order)
        for file in files:
            if (target / file.name).exists() and file.suffix != ".crl":
                raise FileExistsError(f"{target / file.name} is there already")
        for file in files:
            file.replace(target / file.name)
            chown_to_parent(target / file.name)


def _move_order(path: Path) -> tuple[bool, bool, str]:
    return path.name == "root.pem", not path.name.endswith(".key.pem"), path.name


@contextmanager
def stage_key_files(place: Path) -> Iterator[KeyStaging]:
    """Yield a staging folder in the place; after a failure nothing of it is left."""
    # In the place itself: a file is moved without a copy only within one file system.
    with TemporaryDirectory(dir=place, prefix=".new-") as fresh:
        staging = KeyStaging(Path(fresh))
        try:
            yield staging
        except BaseException:  # also when interrupted: a token keeps what is not discarded
            for kid in staging.made:
                select_key_store(kid.partition("-")[0]).discard(kid)
            raise


def _crl_url() -> str:
    """Return the address of the CRL that is written into seal certificates."""
    return f"{site_url()}/keys/root.crl"


def to_whole_second(at: dt.datetime | None) -> dt.datetime:
    """Return the moment, or now, as certificates write it: UTC, whole seconds."""
    return (at or timezone.now()).astimezone(dt.UTC).replace(microsecond=0)
