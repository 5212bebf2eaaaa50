"""Configures RFC 3161 timestamps and the PAdES level of seals from the settings.

``B-B``: no authority. ``B-T``: its timestamp in the seal. ``B-LT``: with all that is needed to
check both for years. ``B-LTA``: a further timestamp over the whole file.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import crl, x509
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers import CertificateFetcher, Fetchers
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend
from pyhanko_certvalidator.fetchers.requests_fetchers.crl_client import RequestsCRLFetcher

from certification.keys.active import read_crl
from certification.keys.storage import KeyUnavailable, reporting_damage

_TIMEOUT = 10  # seconds, for the authority and for each list that is fetched


class TimestampUnavailable(Exception):
    """The authority gave no valid timestamp. Nothing was sealed; it can be tried again later."""


class _PadesLevel(StrEnum):
    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


def _read_level() -> _PadesLevel:
    """Return the configured level, by default B-T with an authority and B-B without.

    Raises ValueError for an unknown level.
    """
    chosen = settings.TIMESTAMPS["LEVEL"]
    if chosen:
        return _PadesLevel(chosen)
    return _PadesLevel.B_T if settings.TIMESTAMPS["URL"] else _PadesLevel.B_B


def get_timestamper() -> TimeStamper | None:
    """Return the client of the authority, one for all files of a process, or None without one."""
    if _read_level() is _PadesLevel.B_B:
        return None
    return _build_timestamper(settings.TIMESTAMPS["URL"])


# One a process: the client keeps its sample answer, from which pyHanko reads the size.
@lru_cache(maxsize=2)
def _build_timestamper(url: str) -> TimeStamper:
    return RequestsHTTPTimeStamper(url, timeout=_TIMEOUT)


def load_tsa_roots() -> list[x509.Certificate]:
    """Return the roots that an authority's certificate must lead to; [] without an authority."""
    name = settings.TIMESTAMPS["ROOTS"]
    return _read_root_file(Path(name), Path(name).stat().st_mtime_ns) if name else []


@lru_cache(maxsize=2)
def _read_root_file(path: Path, modified: int) -> list[x509.Certificate]:
    # ``modified`` is only part of the cache's key: a file that was replaced is read again.
    with reporting_damage(path):
        return list(load_certs_from_pemder([str(path)]))


def build_signature_options(root: x509.Certificate) -> dict[str, Any]:
    """Return what pyHanko needs for the level, beside the authority itself."""
    if _read_level() in (_PadesLevel.B_B, _PadesLevel.B_T):
        return {}
    # In the revision of the signature itself, so that a B-LT seal covers every byte.
    together = SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
    return {
        "embed_validation_info": True,
        "use_pades_lta": _read_level() is _PadesLevel.B_LTA,
        "validation_context": _build_validation_context(root),
        "dss_settings": DSSContentSettings(include_vri=False, placement=together),
    }


def _build_validation_context(root: x509.Certificate) -> ValidationContext:
    """Trust our root and the authorities'; our own CRL is at hand, others' are fetched."""
    return ValidationContext(
        trust_roots=[root, *load_tsa_roots()],
        crls=[read_crl()],
        allow_fetching=True,
        fetchers=_build_fetchers(root),
        revocation_mode="hard-fail",  # a list that cannot be had means no seal, not a weaker one
    )


def _build_fetchers(root: x509.Certificate) -> Fetchers:
    usual = RequestsFetcherBackend(per_request_timeout=_TIMEOUT).get_fetchers()
    return Fetchers(usual.ocsp_fetcher, _ForeignCRLFetcher(root), _NullCertificateFetcher())


class _NullCertificateFetcher(CertificateFetcher):
    """Fetches no certificate: the addresses in other certificates are not trusted."""

    async def fetch_cert_issuers(self, cert: Any) -> AsyncGenerator[x509.Certificate, None]:
        for found in self.fetched_certs():
            yield found

    async def fetch_crl_issuers(
        self, certificate_list: Any
    ) -> AsyncGenerator[x509.Certificate, None]:
        for found in self.fetched_certs():
            yield found

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        return ()


class _ForeignCRLFetcher(RequestsCRLFetcher):
    """Fetches every CRL but our own, which lies in the folder of keys."""

    def __init__(self, root: x509.Certificate) -> None:
        super().__init__(per_request_timeout=_TIMEOUT)
        self.root = root

    async def fetch(self, cert: Any, *, use_deltas: bool = True) -> list[crl.CertificateList]:
        if isinstance(cert, x509.Certificate) and cert.issuer == self.root.subject:
            return []
        found: list[crl.CertificateList] = await super().fetch(cert, use_deltas=use_deltas)
        return found


def find_timestamp_problems() -> list[str]:
    """Say in words for an operator what is wrong with the settings; ask no authority."""
    try:
        chosen = _read_level()
    except ValueError:
        return [f"SEAL_LEVEL is none of {', '.join(_PadesLevel)}"]
    if chosen is not _PadesLevel.B_B and not settings.TIMESTAMPS["URL"]:
        return [f"SEAL_LEVEL {chosen} needs a TSA_URL"]
    try:
        has_roots = bool(load_tsa_roots())
    except (OSError, KeyUnavailable) as problem:
        return [f"TSA_ROOTS cannot be read: {problem}"]
    if chosen is _PadesLevel.B_B or has_roots:
        return []
    return ["TSA_URL needs TSA_ROOTS, a file of the authority's roots"]
