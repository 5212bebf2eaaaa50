"""Makes the files of new keys beside the others, and moves them there when all are made."""

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
from django.conf import settings
from django.utils import timezone

from certification.keys.active import select_key_store
from certification.keys.authority import RootAuthority, issue_seal_certificate, sign_crl
from certification.keys.files import PEM, PublicKey, write_new_file, write_public_key
from certification.keys.storage import chown_to_parent


@dataclass
class KeyStaging:
    """A folder in which new keys are made; ``made`` says which are in their vault already."""

    folder: Path
    made: list[str] = field(default_factory=list)

    def make(self, kid: str) -> PublicKey:
        public = select_key_store(kid.partition("-")[0]).make(kid, self.folder)
        self.made.append(kid)
        return public

    def make_pairs(
        self, kids: Iterable[str], authority: RootAuthority | None, at: dt.datetime
    ) -> None:
        """Private halves go to their vault; public keys and seals' certificates lie here."""
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
        """Move all, private halves first and ``root.pem`` last: where it stands, all stand.

        Nothing is overwritten but the list of revoked seals.
        """
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
    """After a failure nothing is left of what was made in it."""
    with TemporaryDirectory(dir=place, prefix=".new-") as fresh:
        shop = KeyStaging(Path(fresh))
        try:
            yield shop
        except BaseException:
            for kid in shop.made:
                select_key_store(kid.partition("-")[0]).discard(kid)
            raise


def _crl_url() -> str:
    """Where seals' certificates say that revoked seals are listed."""
    return f"{settings.SITE_URL.rstrip('/')}/keys/root.crl"


def to_whole_second(at: dt.datetime | None) -> dt.datetime:
    """The moment, or now, as certificates write it: UTC, whole seconds."""
    return (at or timezone.now()).astimezone(dt.UTC).replace(microsecond=0)
