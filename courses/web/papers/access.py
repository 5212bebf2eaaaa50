"""Finds tests and sheets on paper for whoever may work with them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from courses.models import PaperSheet, PaperTest
from courses.web.sessions.learner import signed_in
from people.access import has_role
from people.models import Person, Role

KEEPERS = (Role.Kind.TRAINER, Role.Kind.HR, Role.Kind.REGISTRAR)


def require_keeper_role(request: HttpRequest) -> Person:
    """Return who works with tests on paper: trainers, HR managers and registrars."""
    viewer = signed_in(request)
    if not has_role(viewer, *KEEPERS):
        raise PermissionDenied
    return viewer


def get_test(request: HttpRequest, pk: int) -> tuple[Person, PaperTest]:
    """Return who asks, and the test. Raise 404, also for tests of others."""
    viewer = require_keeper_role(request)
    rows = PaperTest.objects.visible_to(viewer)
    related = rows.select_related("session__agency", "session__course", "quiz", "print_asked_by")
    return viewer, get_object_or_404(related, pk=pk)


def get_sheet(request: HttpRequest, pk: int) -> tuple[Person, PaperSheet]:
    """Return who asks, and the sheet. Raise 404, also for sheets of others."""
    viewer = require_keeper_role(request)
    rows = PaperSheet.objects.visible_to(viewer).select_related(
        *("test__session__agency", "test__quiz", "seat__person", "attempt"),
        *("entered_by", "confirmed_by", "decided_by"),
    )
    return viewer, get_object_or_404(rows, pk=pk)
