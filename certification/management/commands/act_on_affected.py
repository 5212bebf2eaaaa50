"""Replaces or revokes all certificates affected by a cause, such as a compromised key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max

from certification.actions import requests
from certification.actions.affected import Cause, affected_by
from certification.actions.corrections import NothingToCorrect
from certification.actions.revocation import AlreadyReplaced
from certification.issuing.issue import AlreadyRevoked
from certification.models import REASONS_BY_ACTION, ActionRequest, Certificate
from certification.models.choices import ReplacementReason
from certification.rendering.style import SheetOverflow
from people.models import Person

CHUNK_SIZE = 200
_SKIPPED_ERRORS = (
    *(requests.OutOfScope, requests.OwnCertificate, requests.AlreadyRequested),
    *(AlreadyReplaced, AlreadyRevoked, NothingToCorrect, SheetOverflow),
)


def _resolves_cause(cause: str, reason: str) -> bool:
    """Whether a replacement for the reason is no longer affected by the cause."""
    # A replacement says the same under today's keys. That helps against a compromised key only,
    # unless somebody has checked the test again.
    return cause == Cause.KEY or (cause, reason) == (Cause.WITHDRAWN, ReplacementReason.WITHDRAWN)


class Command(BaseCommand):
    # May be stopped and started again: what has been replaced or revoked is affected no more.
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cause", choices=Cause.values)
        parser.add_argument("act", choices=[ActionRequest.Kind.REPLACE, ActionRequest.Kind.REVOKE])
        parser.add_argument("--reason", required=True)
        parser.add_argument("--note", default="")
        parser.add_argument("--by", required=True, help="sign-in name of the registrar")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Person.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"There is no person {options['by']}.")
        if options["reason"] not in REASONS_BY_ACTION[options["act"]].values:
            reasons = ", ".join(REASONS_BY_ACTION[options["act"]].values)
            raise CommandError(f"Reasons: {reasons}.")
        if options["act"] == ActionRequest.Kind.REPLACE and not _resolves_cause(
            options["cause"], options["reason"]
        ):
            raise CommandError("The new one would rest on the same. Revoke, or look at each.")
        done, left = self.act_on_all(by, options)
        self.stdout.write(f"{done} asked for or done, {left} left as they were.")

    def act_on_all(self, by: Person, options: dict[str, Any]) -> tuple[int, int]:
        """Act on each in its own transaction; return how many were done and how many left."""
        # By primary key upward and never again: what is issued meanwhile is not affected, and what
        # was left must not be tried for ever.
        done, left, last = 0, 0, 0
        newest = Certificate.objects.aggregate(newest=Max("pk"))["newest"] or 0
        managed = Certificate.objects.managed_by(by).filter(pk__lte=newest)
        affected = affected_by(options["cause"], managed).order_by("pk")
        while some := list(affected.filter(pk__gt=last)[:CHUNK_SIZE]):
            for certificate in some:
                is_done = self.act_on(certificate, by, options)
                done, left = done + is_done, left + (not is_done)
            last = some[-1].pk
        return done, left

    def act_on(self, certificate: Certificate, by: Person, options: dict[str, Any]) -> bool:
        words = {"reason": options["reason"], "note": options["note"]}
        try:
            requests.request_action(certificate, options["act"], by=by, **words)
        except _SKIPPED_ERRORS as refusal:
            self.stderr.write(f"{certificate.code}: {type(refusal).__name__}")
            return False
        return True
