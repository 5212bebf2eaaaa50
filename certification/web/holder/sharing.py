"""Keeps a holder's choices: whether pages show the score, and the link that opens the file."""

from __future__ import annotations

import secrets

from django.urls import reverse
from django.utils.crypto import constant_time_compare

from certification.facts.issuer import site_url
from certification.models import Certificate

_KEY_BYTES = 32


def set_score_hidden(certificate: Certificate, *, hidden: bool) -> None:
    """Public pages show the score or not; files already given out are as they are."""
    certificate.hides_score = hidden
    certificate.save(update_fields=["hides_score"])


def create_share_link(certificate: Certificate) -> str:
    """The address of a new link; one that was given out before ends with it."""
    certificate.share_key = secrets.token_urlsafe(_KEY_BYTES)
    certificate.save(update_fields=["share_key"])
    return build_share_url(certificate)


def end_share_link(certificate: Certificate) -> None:
    certificate.share_key = ""
    certificate.save(update_fields=["share_key"])


def build_share_url(certificate: Certificate) -> str:
    """The address that opens the file without an account, or nothing where there is none."""
    if not certificate.share_key:
        return ""
    path = reverse("certification:pdf", args=[certificate.code])
    return f"{site_url()}{path}?key={certificate.share_key}"


def is_valid_share_key(certificate: Certificate, key: str) -> bool:
    """Whether the key is that of the link that stands now."""
    return bool(certificate.share_key) and constant_time_compare(key, certificate.share_key)
