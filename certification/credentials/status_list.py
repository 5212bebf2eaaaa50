"""Only writer of signed status lists, which tell verifiers what is revoked or superseded."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from certification.credentials import data_integrity
from certification.credentials.json_ld import CREDENTIALS_V2
from certification.facts.issuer import issuer_did, signing_key_id, site_url, verification_method_id
from certification.keys.active import load_signing_key
from certification.keys.register import compromised_keys, is_trusted
from certification.keys.storage import KeyUnavailable
from certification.models import Certificate, StatusList

STATUS_LIST_LENGTH = 131_072  # the least that Bitstring Status List allows, for herd privacy
_INDEX_DRAWS = 16  # of a list that is half full, one in 65,000 times all are taken
_VALID_DAYS = 7
_SIGN_AGAIN_AFTER = dt.timedelta(days=1)


def allocate_status_index() -> int:
    """Return an unused index, at random; a list is left when it is half full."""
    # Random, so that a place does not tell when a certificate was issued. The newest key stands
    # for the number of rows, since counting them takes longer with each.
    newest = Certificate.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    start = newest // (STATUS_LIST_LENGTH // 2) * STATUS_LIST_LENGTH
    drawn = [start + secrets.randbelow(STATUS_LIST_LENGTH) for _ in range(_INDEX_DRAWS)]
    taken = Certificate.objects.filter(status_index__in=drawn)
    had = set(taken.values_list("status_index", flat=True))
    return next((index for index in drawn if index not in had), drawn[0])


def build_status_entry(url: str, index: int) -> dict[str, Any]:
    """Return the entry of a credential that says where its status is."""
    number, place = divmod(index, STATUS_LIST_LENGTH)
    address = f"{url}/credentials/status/{number + 1}"
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": address,
    }


def encode_bitstring(places: Iterable[int]) -> str:
    """Return the encoded list; place 0 is the top bit of the first byte."""
    bits = bytearray(STATUS_LIST_LENGTH // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> (place % 8)
    # Without a time in the header the same list gives the same bytes.
    packed = gzip.compress(bytes(bits), 9, mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def find_invalid_indexes(number: int) -> list[int]:
    """Return places of certificates revoked, superseded or made with a compromised key.

    Lists are numbered from 1.
    """
    start = (number - 1) * STATUS_LIST_LENGTH
    here = Certificate.objects.filter(
        status_index__gte=start, status_index__lt=start + STATUS_LIST_LENGTH
    )
    taken_back = here.filter(~Q(revoked_at=None) | ~Q(superseded_at=None))
    rows = taken_back | here.using_keys(*compromised_keys())
    return [index - start for index in rows.values_list("status_index", flat=True)]


def _write_status_list(number: int, *, at: dt.datetime) -> str:
    """Return the signed list of the number as JSON text."""
    key, did, address = (
        load_signing_key("credential"),
        issuer_did(),
        f"{site_url()}/credentials/status/{number}",
    )
    document = {
        "@context": [CREDENTIALS_V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": _format_instant(at),
        "validUntil": _format_instant(at + dt.timedelta(days=_VALID_DAYS)),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode_bitstring(find_invalid_indexes(number)),
        },
    }
    signed = data_integrity.add_proofs(
        document, key, method=verification_method_id(did, key.kid), at=at
    )
    return json.dumps(signed, ensure_ascii=False, indent=1) + "\n"


def _format_instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def status_list_exists(number: int) -> bool:
    start = (number - 1) * STATUS_LIST_LENGTH
    drawn = Certificate.objects.filter(
        status_index__gte=start, status_index__lt=start + STATUS_LIST_LENGTH
    )
    return number == 1 or drawn.exists()


def get_status_list(number: int, *, at: dt.datetime | None = None) -> str:
    """Return the current list: the stored one, or one that is signed now.

    Raises KeyUnavailable where there is neither.
    """
    at = at or timezone.now()
    stored = StatusList.objects.filter(number=number).first()
    is_good = stored is not None and _is_accurate(stored)
    if stored and is_good and _is_fresh(stored, at):
        return stored.credential
    try:
        return sign_status_list(number, at=at).credential
    except KeyUnavailable:
        # An old list that is still accurate serves verifiers better than none; it expires itself.
        if stored and is_good:
            return stored.credential
        raise


def _is_accurate(stored: StatusList) -> bool:
    """Whether no bit changed and the key that signed the list is trusted."""
    return not stored.is_stale and is_trusted(signing_key_id(stored.credential))


def _is_fresh(stored: StatusList, at: dt.datetime) -> bool:
    """Whether the list was signed within a day."""
    # Absolute: a clock that ran far ahead would make a list look fresh for years.
    return abs(at - stored.signed_at) < _SIGN_AGAIN_AFTER


@transaction.atomic
def sign_status_list(number: int, *, at: dt.datetime) -> StatusList:
    """Sign the list again and store it. Raises KeyUnavailable."""
    # The row is locked before the bits are read, so that of two signers at once the later one
    # reads what the earlier did not see.
    StatusList.objects.get_or_create(
        number=number, defaults={"credential": "", "signed_at": at, "is_stale": True}
    )
    row = StatusList.objects.select_for_update().get(number=number)
    row.credential, row.signed_at, row.is_stale = _write_status_list(number, at=at), at, False
    row.save()
    return row


def mark_all_lists_stale() -> None:
    """Mark every list for signing at its next request, after a key was compromised."""
    StatusList.objects.update(is_stale=True)


def mark_list_stale(certificate: Certificate) -> None:
    """Sign the certificate's list again after the commit, or at its next request."""
    number = certificate.status_index // STATUS_LIST_LENGTH + 1
    StatusList.objects.filter(number=number).update(is_stale=True)
    # Robust: the change stands even where the key is away; the mark has the list signed later.
    transaction.on_commit(lambda: sign_status_list(number, at=timezone.now()), robust=True)
