"""Tells in which language and in which way somebody learnt what a piece of evidence proves."""

from __future__ import annotations

from django.db.models import Case, CharField, Exists, OuterRef, Q, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from certification.models import CertificateKind, Evidence
from courses.models import (
    ClassSession,
    SessionSeat,
    build_language_read,
    build_programme_language,
)
from courses.progress import build_way_taken


class WayOfLearning(TextChoices):
    """Names how a skill was learnt and tested, as the record knows."""

    ONLINE = "online", _("Online")
    SUPERVISED = "supervised", _("Online, with a supervised test")
    PAPER = "paper", _("With a test on paper")
    BLENDED = "blended", _("Online and in class sessions")
    CLASSROOM = "classroom", _("In a classroom")
    PROGRAMME = "programme", _("In a programme")
    WORK = "work", _("At work, signed off")
    ELSEWHERE = "elsewhere", _("Elsewhere, recorded here")


def build_language() -> Coalesce:
    """Return the language in which the lessons behind the evidence were done.

    Of who was taught in a room only, that way; empty where nothing is known of it.
    """
    is_in_room = Q(certificate__kind=CertificateKind.CLASSROOM) | Q(_build_attended())
    room = Value(WayOfLearning.CLASSROOM.value)
    return Coalesce(
        build_language_read("certificate__enrolment__"),
        build_programme_language("certificate__programme_enrolment__"),
        Case(When(is_in_room, then=room), default=Value(""), output_field=CharField()),
    )


def build_way() -> Case:
    """Return the `WayOfLearning` of the evidence; empty where nothing is known of it."""
    way = WayOfLearning
    is_of_course = Q(certificate__enrolment__isnull=False)
    # How a test was taken has the values of the first three ways.
    tested = Coalesce(build_way_taken("certificate__enrolment"), Value(way.ONLINE.value))
    return Case(
        When(certificate__kind=CertificateKind.CLASSROOM, then=Value(way.CLASSROOM.value)),
        When(is_of_course & Q(_build_attended()), then=Value(way.BLENDED.value)),
        When(is_of_course, then=tested),
        When(certificate__programme_enrolment__isnull=False, then=Value(way.PROGRAMME.value)),
        When(kind=Evidence.Kind.SIGN_OFF, then=Value(way.WORK.value)),
        When(kind=Evidence.Kind.IMPORTED, then=Value(way.ELSEWHERE.value)),
        default=Value(""),
        output_field=CharField(),
    )


def _build_attended() -> Exists:
    """Return the condition that the person was in a class session of the course until then."""
    seats = SessionSeat.objects.seated().filter(
        person=OuterRef("person"),
        session__course=OuterRef("certificate__enrolment__course"),
        session__state=ClassSession.State.FINISHED,
        session__begins_at__date__lte=OuterRef("acquired_on"),
        share__gt=0,
    )
    return Exists(seats)
