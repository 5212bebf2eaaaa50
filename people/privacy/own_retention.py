"""What of people is forgotten after days: sessions, failed sign-ins, codes, messages, requests."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.accounts.codes import find_old_codes
from people.accounts.sessions import forget_sessions
from people.bulk.running import find_old_acts
from people.imports.runs import find_old_runs, forget_files
from people.models import DataRequest, Message, NameRequest, ServiceClaim
from people.privacy.own_data import delete_copies
from people.privacy.retention import RetentionRule, delete_rows, register_retention
from people.roster.proposals import find_old_rosters, forget_rosters


def _forget_failures(rows: QuerySet[Any]) -> None:
    """Delete the attempts; of axes' other two tables, which are off, nothing must be left."""
    delete_rows(rows)
    for model in (AccessFailureLog, AccessLog):
        delete_rows(model.objects.all())


register_retention(
    RetentionRule(
        "sessions",
        _("Sessions"),
        lambda before: Session.objects.filter(expire_date__lt=before),
        lambda rows: forget_sessions(),
    ),
    RetentionRule(
        "sign-in",
        _("Failed sign-ins"),
        lambda before: AccessAttempt.objects.filter(attempt_time__lt=before),
        _forget_failures,
    ),
    RetentionRule("codes", _("Slips and codes"), find_old_codes, delete_rows),
    RetentionRule("acts", _("Work at the desk of an office"), find_old_acts, delete_rows),
    # The hour of files that nobody confirmed is kept by a sweep of its own.
    RetentionRule("imports", _("Files of offices"), find_old_runs, lambda rows: forget_files()),
    RetentionRule("rosters", _("Rosters of offices"), find_old_rosters, forget_rosters),
    RetentionRule(
        "messages",
        _("Messages to you"),
        lambda before: Message.objects.filter(read_at__lt=before, created_at__lt=before),
        delete_rows,
    ),
    # Longer: whoever comes back after years still finds what happened meanwhile.
    RetentionRule(
        "unread-messages",
        _("Messages that nobody read"),
        lambda before: Message.objects.filter(read_at=None, created_at__lt=before),
        delete_rows,
    ),
    RetentionRule(
        "requests",
        _("Requests for another name"),
        lambda before: NameRequest.objects.filter(decided_at__lt=before),
        delete_rows,
    ),
    RetentionRule(
        "claims",
        _("Requests to be recorded in an office"),
        lambda before: ServiceClaim.objects.filter(decided_at__lt=before),
        delete_rows,
    ),
    RetentionRule(
        "own-data",
        _("Copies of your data"),
        lambda before: DataRequest.objects.filter(done_at__lt=before),
        delete_copies,
    ),
)
