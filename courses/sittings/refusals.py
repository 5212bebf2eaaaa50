"""Says why something cannot be done in a supervised test, in words for whoever asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SittingRefusal(models.TextChoices):
    NOT_YOURS = "not_yours", _("This test is not supervised by your office.")
    NOT_SUPERVISED = "not_supervised", _("This test is not one that is taken under supervision.")
    SESSION_OVER = (
        "session_over",
        _("The class session is over or cancelled. Plan the test by itself."),
    )
    EARLY = (
        "early",
        _("The test is planned for a later day. Change its time first if it is held today."),
    )
    OVER = "over", _("This supervised test is over.")
    NOT_STARTED = "not_started", _("The invigilator has not opened the test yet. Please wait.")
    STARTED = "started", _("The test has begun already.")
    NO_SEATS = "no_seats", _("Give somebody a seat before you open the test.")
    MOST_SEATS = "most_seats", _("A room has at most 500 seats.")
    NO_SEAT = "no_seat", _("You have no seat in this test. Ask the invigilator.")
    LATE = "late", _("It is too late to begin. Ask the invigilator to let you in.")
    WRONG_CODE = "wrong_code", _("This is not the code. Look at the screen again; it changes.")
    LOCKED = "locked", _("Too many wrong codes. Ask the invigilator to let you in again.")
    ELSEWHERE = (
        "elsewhere",
        _("Your paper is open on another device. Ask the invigilator to let you in on this one."),
    )
    PASSED = "passed", _("You have passed this test already.")
    TAKEN = "taken", _("You have handed in already. The invigilator may open the test once more.")
    INVIGILATES = "invigilates", _("Nobody supervises a test in which they have a seat.")
    BEGUN = "begun", _("This person has begun. Void the attempt instead.")
    NO_PAPER = "no_paper", _("There is no paper that this could be done to.")
    MEANWHILE = "meanwhile", _("Something changed meanwhile. Look at the page again.")
    REASON = "reason", _("Say why, in one sentence.")
    MINUTES = "minutes", _("Take from 1 to 240 minutes.")


class SittingRefused(Exception):
    """What was asked cannot be done; ``refusal`` says why."""

    def __init__(self, refusal: SittingRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
