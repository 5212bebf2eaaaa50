"""Asks an authority to witness when a file was sealed (RFC 3161), as the settings say.

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

_TIMEOUT = 10


class TimestampUnavailable(Exception):
    """The authority did not answer, or not as it must. Nothing was sealed; try again later."""


class _PadesLevel(StrEnum):
    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"


def _read_level() -> _PadesLevel:
    """What is configured; with an authority and no word on it, B-T. ValueError for another."""
    chosen = settings.TIMESTAMPS["LEVEL"]
    return (
        _PadesLevel(chosen)
        if chosen
        else (_PadesLevel.B_T if settings.TIMESTAMPS["URL"] else _PadesLevel.B_B)
    )


def get_timestamper() -> TimeStamper | None:
    """Who is asked; one for all files of a process."""
    if _read_level() is _PadesLevel.B_B:
        return None
    return _build_timestamper(settings.TIMESTAMPS["URL"])


@lru_cache(maxsize=2)
def _build_timestamper(url: str) -> TimeStamper:
    return RequestsHTTPTimeStamper(url, timeout=_TIMEOUT)


def load_tsa_roots() -> list[x509.Certificate]:
    """The roots that authorities' certificates must end at; [] where there is no authority."""
    name = settings.TIMESTAMPS["ROOTS"]
    return _read_root_file(Path(name), Path(name).stat().st_mtime_ns) if name else []


@lru_cache(maxsize=2)
def _read_root_file(path: Path, modified: int) -> list[x509.Certificate]:
    with reporting_damage(path):
        return list(load_certs_from_pemder([str(path)]))


def build_signature_options(root: x509.Certificate) -> dict[str, Any]:
    """What pyHanko needs to know for the level, beside the authority itself."""
    if _read_level() in (_PadesLevel.B_B, _PadesLevel.B_T):
        return {}
    together = SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
    return {
        "embed_validation_info": True,
        "use_pades_lta": _read_level() is _PadesLevel.B_LTA,
        "validation_context": _build_validation_context(root),
        "dss_settings": DSSContentSettings(include_vri=False, placement=together),
    }


def _build_validation_context(root: x509.Certificate) -> ValidationContext:
    """Chains and lists of revoked certificates: ours from the folder, others' from their site.

    What names a list must be on none, and the list must be had: without it there is no seal.
    """
    return ValidationContext(
        trust_roots=[root, *load_tsa_roots()],
        crls=[read_crl()],
        allow_fetching=True,
        fetchers=_build_fetchers(root),
        revocation_mode="hard-fail",
    )


def _build_fetchers(root: x509.Certificate) -> Fetchers:
    usual = RequestsFetcherBackend(per_request_timeout=_TIMEOUT).get_fetchers()
    return Fetchers(usual.ocsp_fetcher, _ForeignCRLFetcher(root), _NullCertificateFetcher())


class _NullCertificateFetcher(CertificateFetcher):
    """Fetches no certificate: what a stranger's says where to get it would be asked unproven."""

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
    """Fetches every list but our own, which we have."""

    def __init__(self, root: x509.Certificate) -> None:
        super().__init__(per_request_timeout=_TIMEOUT)
        self.root = root

    async def fetch(self, cert: Any, *, use_deltas: bool = True) -> list[crl.CertificateList]:
        if isinstance(cert, x509.Certificate) and cert.issuer == self.root.subject:
            return []
        found: list[crl.CertificateList] = await super().fetch(cert, use_deltas=use_deltas)
        return found


def find_timestamp_problems() -> list[str]:
    """What is wrong with the settings, in words for an operator; nobody is asked for a stamp."""
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
