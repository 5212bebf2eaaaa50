"""Examines a transcript that we signed: what became of each certificate in it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from certification import keys
from certification.credentials.clr import CLR_CRYPTOSUITES
from certification.credentials.data_integrity import InvalidProof, verify_proofs
from certification.facts.issuer import issuer_did
from certification.verification.strict_json import is_same
from certification.verification.verdicts import (
    Check,
    Named,
    State,
    Status,
    Verdict,
    judge,
    known,
    unknown,
)

Document = dict[str, Any]
WORST_FIRST = (
    *(Status.CHANGED, Status.UNKNOWN, Status.REVOKED),
    *(Status.REPLACED, Status.EXPIRED, Status.VALID),
)


def is_our_transcript(document: Any) -> bool:
    """Whether it is one, and a key of ours that is trusted signed it.

    A stranger's document is not given to RDF: it must have the one proof that needs none.
    """
    try:
        [suite] = [proof["cryptosuite"] for proof in document["proof"]]
        if suite not in CLR_CRYPTOSUITES or not claims_to_be_ours(document):
            return False
        verify_proofs(document, keys.load_trusted_keys("credential").values())
    except (InvalidProof, KeyError, TypeError, ValueError):
        return False
    return True


def claims_to_be_ours(document: Document) -> bool:
    return "ClrCredential" in document["type"] and document["issuer"]["id"] == issuer_did()


def judge_transcript(document: Document, *, day: dt.date | None) -> Verdict:
    """The worst verdict on a certificate in it, and each of them; its signature was checked."""
    inside: list[Document] = document["credentialSubject"]["verifiableCredential"]
    found = {row.uuid: row for row in known().filter(uuid__in=map(number_of, inside))}
    held = []
    for one in inside:
        row = found.get(number_of(one))
        same = row is not None and is_same(one, json.loads(row.credential))
        untouched = State.PASSED if same else State.FAILED
        held.append(judge(row, untouched=untouched, day=day) if row else unknown())
    status = min((one.status for one in held), key=WORST_FIRST.index)
    return Verdict(status, all_checks(held), is_file=True, held=tuple(held))


def number_of(credential: Document) -> UUID:
    return UUID(credential["id"].rpartition("/")[2])


def all_checks(held: Iterable[Verdict]) -> tuple[Check, ...]:
    """A check passes where it passes for each certificate."""
    lines = zip(*(one.checks for one in held), strict=True)
    return tuple(
        Check(Named(line[0].name), least(check.state for check in line)) for line in lines
    )


def least(states: Iterable[State]) -> State:
    found = set(states)
    return next(s for s in (State.FAILED, State.NOT_CHECKED, State.PASSED) if s in found)
