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

from certification.keys.active import vault_of
from certification.keys.authority import Authority, certify_seal, list_revoked
from certification.keys.files import PEM, Public, write_once, write_public_key
from certification.keys.storage import hand_over


@dataclass
class Workshop:
    """A folder in which new keys are made; ``made`` says which are in their vault already."""

    folder: Path
    made: list[str] = field(default_factory=list)

    def make(self, kid: str) -> Public:
        public = vault_of(kid.partition("-")[0]).make(kid, self.folder)
        self.made.append(kid)
        return public

    def make_pairs(
        self, kids: Iterable[str], authority: Authority | None, at: dt.datetime
    ) -> None:
        """Private halves go to their vault; public keys and seals' certificates lie here."""
        for kid in kids:
            public = self.make(kid)
            if authority and isinstance(public, ec.EllipticCurvePublicKey):
                made = certify_seal(authority, public, kid, at=at, list_url=list_url())
                write_once(self.folder / f"{kid}.pem", made.public_bytes(PEM))
            else:
                write_public_key(self.folder / f"{kid}.pub.pem", public)

    def write_list(
        self,
        authority: Authority,
        revoked: list[tuple[x509.Certificate, dt.date]],
        at: dt.datetime,
    ) -> None:
        made = list_revoked(authority, revoked, at=at)
        write_once(self.folder / "root.crl", made.public_bytes(Encoding.DER))

    def move_into(self, target: Path) -> None:
        """Move all, private halves first and ``root.pem`` last: where it stands, all stand.

        Nothing is overwritten but the list of revoked seals.
        """
        files = sorted(self.folder.iterdir(), key=rank)
        for file in files:
            if (target / file.name).exists() and file.suffix != ".crl":
                raise FileExistsError(f"{target / file.name} is there already")
        for file in files:
            file.replace(target / file.name)
            hand_over(target / file.name)


def rank(path: Path) -> tuple[bool, bool, str]:
    return path.name == "root.pem", not path.name.endswith(".key.pem"), path.name


@contextmanager
def workshop(place: Path) -> Iterator[Workshop]:
    """After a failure nothing is left of what was made in it."""
    with TemporaryDirectory(dir=place, prefix=".new-") as fresh:
        shop = Workshop(Path(fresh))
        try:
            yield shop
        except BaseException:
            for kid in shop.made:
                vault_of(kid.partition("-")[0]).discard(kid)
            raise


def list_url() -> str:
    """Where seals' certificates say that revoked seals are listed."""
    return f"{settings.SITE_URL.rstrip('/')}/keys/root.crl"


def moment(at: dt.datetime | None) -> dt.datetime:
    """The moment, or now, as certificates write it: UTC, whole seconds."""
    return (at or timezone.now()).astimezone(dt.UTC).replace(microsecond=0)
