"""Says why something cannot be done with a test on paper, in words for whoever asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperRefusal(models.TextChoices):
    NOT_YOURS = "not_yours", _("This session is not run by your office.")
    OWN_SEAT = "own_seat", _("You have a seat in this session: another trainer prints the sheets.")
    OWN = "own", _("Nobody enters or confirms their own sheet, nor that of whom they act for.")
    SAME = "same", _("You entered it: a second person confirms.")
    NO_COURSE = "no_course", _("Give the session a course first: the test is one of its tests.")
    QUIZ = "quiz", _("Choose a test of the course of this session.")
    EMPTY = "empty", _("The test has no question that can be printed.")
    NO_PAPER = "no_paper", _("The test may draw questions that paper cannot hold.")
    NOT_OPEN = "not_open", _("The session is a draft or was cancelled.")
    NOT_BEGUN = "not_begun", _("The session has not begun yet.")
    WINDOW = "window", _("The session ended too long ago for results to be entered.")
    NO_SEATS = "no_seats", _("Everybody who has a seat has a sheet.")
    ENTERED = "entered", _("Something was entered from its sheets already.")
    CODE = "code", _("No sheet has this code. Compare it digit by digit.")
    TWICE = "twice", _("This code stands in another row too.")
    VOID = "void", _("This sheet is void.")
    NO_SEAT = "no_seat", _("The person has no seat in the session any more.")
    FINAL = "final", _("Two people have agreed on this sheet already.")
    NOTHING = "nothing", _("Nothing was entered yet.")
    DIFFERS = "differs", _("The two entries differ. Look at the sheet again and enter it anew.")
    CHANGED = "changed", _("Somebody has changed the entry meanwhile. Look at it again.")
    COUNT = "count", _("The number of answers is not that of the questions.")
    LETTER = "letter", _("One of the answers has a letter that the question does not have.")
    ONE_ONLY = "one_only", _("A question with one right answer has several letters.")
    POINTS = "points", _("Write whole points, from none to the most there are.")
    REASON = "reason", _("Say why, in one sentence.")
    RECORDED = "recorded", _("It is in the record: take it out of there first.")
    NOT_ENROLLED = "not_enrolled", _("The person does not take the course, or has left it.")
    LIMIT = "limit", _("The person has used all attempts. Grant one more, then try again.")
    COMPLETED = "completed", _("The course is completed by it. A registrar decides from here.")
    LATER = "later", _("A later attempt rests on it.")

    @property
    def is_of_answers(self) -> bool:
        """Return whether what was read from a sheet is wrong, and not which sheet it is."""
        return self in (self.COUNT, self.LETTER, self.ONE_ONLY, self.POINTS)


class PaperRefused(Exception):
    """What was asked cannot be done; ``refusal`` says why."""

    def __init__(self, refusal: PaperRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
