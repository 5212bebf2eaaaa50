"""Lets evidence of completions end when an edition of the course ends these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import OuterRef, Subquery

from certification.models import Certificate, Evidence
from courses.editions import register_end_follower
from courses.models import Enrolment


def end_with_completions(enrolments: Collection[int]) -> None:
    """Let what their certificates prove count as long as the completions; the seals stay."""
    certified = Certificate.objects.filter(pk=OuterRef("certificate"))
    proofs = Evidence.objects.filter(
        certificate__in=Certificate.objects.filter(enrolment__in=list(enrolments)),
        # A revoked completion has ended on its day, which evidence keeps beside its expiry.
        revoked_on=None,
    )
    proofs.update(expires_on=Subquery(certified.values("enrolment__ends_on")))


def end_with_completion(enrolment: Enrolment, expires_on: dt.date | None) -> None:
    """Let evidence end with a completion that an edition ended before its certificate."""
    if enrolment.ends_on != expires_on:
        end_with_completions([enrolment.pk])


def follow_editions() -> None:
    """Hear of completions that editions end."""
    register_end_follower(end_with_completions)
