"""Stores a holder's choices: whether pages show the score, and the link that opens the file."""

from __future__ import annotations

import secrets

from django.urls import reverse
from django.utils.crypto import constant_time_compare

from certification.facts.issuer import site_url
from certification.models import Certificate

_KEY_BYTES = 32  # 256 bits: nobody guesses a link


def set_score_hidden(certificate: Certificate, *, hidden: bool) -> None:
    """Show or hide the score on public pages; files already given out stay as they are."""
    certificate.hides_score = hidden
    certificate.save(update_fields=["hides_score"])


def create_share_link(certificate: Certificate) -> str:
    """Return the address of a new link; an earlier one stops working."""
    certificate.share_key = secrets.token_urlsafe(_KEY_BYTES)
    certificate.save(update_fields=["share_key"])
    return build_share_url(certificate)


def end_share_link(certificate: Certificate) -> None:
    certificate.share_key = ""
    certificate.save(update_fields=["share_key"])


def build_share_url(certificate: Certificate) -> str:
    """Return the address that opens the file without an account, or "" without a link."""
    if not certificate.share_key:
        return ""
    path = reverse("certification:pdf", args=[certificate.code])
    return f"{site_url()}{path}?key={certificate.share_key}"


def is_valid_share_key(certificate: Certificate, key: str) -> bool:
    """Whether the key is that of the present link."""
    # In constant time: the time of an answer must not tell how much of a guess was right.
    return bool(certificate.share_key) and constant_time_compare(key, certificate.share_key)
