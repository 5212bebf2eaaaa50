"""Says why something cannot be done to a class session, in words for whoever asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionRefusal(models.TextChoices):
    NOT_YOURS = "not_yours", _("This session is not run by your office.")
    NO_PARTS = "no_parts", _("Say when the session meets before you open it.")
    PAST = "past", _("The session would meet in the past.")
    OVERLAP = "overlap", _("Two parts overlap.")
    LENGTH = "length", _("A part lasts at most twelve hours and ends after it begins.")
    TOO_MANY_PARTS = "too_many_parts", _("A session has at most 60 parts.")
    RUNS = "runs", _("Plan between 1 and 60 runs at once.")
    TOO_FAR = "too_far", _("Take days within two years from today.")
    ATTENDED = "attended", _("Attendance is recorded in a part that would change.")
    SEATS = "seats", _("More people have a seat already.")
    COURSE = "course", _("Choose a course of your own office.")
    CLOSED = "closed", _("The session is not open.")
    BEGUN = "begun", _("The session has begun.")
    NOT_BEGUN = "not_begun", _("The session has not begun yet.")
    NOT_OVER = "not_over", _("The session is not over yet.")
    TOLD = "told", _("People were told already that it is cancelled. Plan a new session.")
    COMPLETED = "completed", _("Somebody has completed the course by this session already.")
    NOT_OFFERED = "not_offered", _("Only people of the office can join this session.")
    NOT_ADMITTED = "not_admitted", _("Its course is not open to you: see there why.")
    NOMINATED_ONLY = "nominated_only", _("Ask your HR manager to nominate you.")
    NOT_THEIRS = "not_theirs", _("Not in an office that you manage")
    SEATED = "seated", _("Is on the list already")
    DECIDED = "decided", _("Somebody has decided meanwhile.")
    MOVED = "moved", _("The session was moved meanwhile. Look at its times again.")
    WINDOW = "window", _("Attendance by the code is open during the part only.")
    NO_SEAT = "no_seat", _("You have no seat in this session. Ask the trainer.")
    ELSEWHERE = (
        "elsewhere",
        _("You are recorded in another session at this time. Ask the trainer."),
    )
    TEACHES = "teaches", _("Another trainer records you.")
    OWN = "own", _("Nobody records their own attendance in the list.")
    OWN_SEAT = (
        "own_seat",
        _("You have a seat in this session. Another one changes its times once it has begun."),
    )
    OTHERS_MARKS = (
        "others_marks",
        _("Somebody else made these marks on this device, and has to sign in to send them."),
    )
    REASON = "reason", _("Say why, in one sentence.")


class SessionRefused(Exception):
    """What was asked cannot be done; ``refusal`` says why."""

    def __init__(self, refusal: SessionRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
