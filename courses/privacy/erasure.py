"""Erases the words that a learner wrote and chose; what was done and scored stays for figures."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.assignments.requests import forget_questions
from courses.models import (
    Accommodation,
    AssignmentRequest,
    AttemptGrant,
    AttemptItem,
    AttemptRequest,
    Enrolment,
    FollowUp,
    LessonOpening,
    OwnStudy,
    PackageRecord,
    PaperEntry,
    PaperSheet,
    PaperTest,
    PrerequisiteWaiver,
    ProgrammeEnrolment,
    QuestionReport,
    ReflectionNote,
    SessionSeat,
    VoidedAttempt,
    YearCorrection,
    YearExemption,
)
from courses.packages.records import forget_data
from courses.papers.printing import delete_printed_files
from courses.quizzes.essays.handing_in import forget_essays
from courses.sessions.seats import leave_session
from people.messaging import forget_messages
from people.models import Person
from people.privacy.erasure import Eraser, register_eraser


def _answers(person: Person) -> QuerySet[AttemptItem]:
    return AttemptItem.objects.filter(attempt__enrolment__person=person).exclude(answer=[])


def _erase_answers(person: Person) -> None:
    # Points and score stay: how hard a question is, is counted from them.
    forget_essays(person)
    _answers(person).update(answer=[])


def _requests(person: Person) -> QuerySet[AttemptRequest]:
    return AttemptRequest.objects.filter(enrolment__person=person)


def _waivers(person: Person) -> QuerySet[PrerequisiteWaiver]:
    return PrerequisiteWaiver.objects.filter(person=person)


def _erase_waivers(person: Person) -> None:
    # Whoever enrolled by one stays enrolled: of a waiver nothing is read afterwards.
    keys = map(str, _waivers(person).values_list("pk", flat=True))
    forget_messages("courses/waiver_asked", list(keys))
    _waivers(person).delete()


def _reports(person: Person) -> QuerySet[QuestionReport]:
    return QuestionReport.objects.filter(attempt_item__attempt__enrolment__person=person)


def _erase_words(person: Person) -> None:
    waiting = _requests(person).filter(state=AttemptRequest.State.WAITING)
    waiting.update(state=AttemptRequest.State.WITHDRAWN, answered_at=timezone.now())
    # What helpers were told of a request names who made it.
    forget_messages("courses/asked", map(str, _requests(person).values_list("pk", flat=True)))
    _requests(person).update(wish="", answer="")
    AttemptGrant.objects.filter(enrolment__person=person).update(reason="")
    waiting_reports = _reports(person).filter(state=QuestionReport.State.WAITING)
    waiting_reports.update(state=QuestionReport.State.WITHDRAWN, answered_at=timezone.now())
    _reports(person).update(words="", answer="")


def _erase_studies(person: Person) -> None:
    """Blank the words; what was approved stays for the hours of the office."""
    mine = OwnStudy.objects.filter(person=person)
    waiting = mine.filter(state=OwnStudy.State.WAITING)
    waiting.update(state=OwnStudy.State.WITHDRAWN, answered_at=timezone.now())
    forget_messages("courses/study_asked", map(str, mine.values_list("pk", flat=True)))
    mine.update(subject="", note="", answer="")


def _exemptions(person: Person) -> QuerySet[YearExemption]:
    return YearExemption.objects.filter(person=person)


def _year_words(person: Person) -> int:
    corrections = YearCorrection.objects.filter(status__person=person).exclude(reason="")
    return corrections.count() + _exemptions(person).exclude(note="").count()


def _erase_year_words(person: Person) -> None:
    """Blank the words; what a year came to stays for the figures of the office."""
    corrections = YearCorrection.objects.filter(status__person=person)
    waiting = corrections.waiting()
    waiting.update(answer_state=YearCorrection.Answer.WITHDRAWN, decided_at=timezone.now())
    # What managers were told of a decision names whose year it is.
    keys = corrections.values_list("pk", flat=True)
    forget_messages("courses/year_correction_decided", map(str, keys))
    corrections.update(reason="", answer="")
    _exemptions(person).update(note="")


def _opened(person: Person) -> QuerySet[LessonOpening]:
    return LessonOpening.objects.filter(enrolment__person=person)


def _erase_way(person: Person) -> None:
    """Forget when lessons were opened, and leave what was not completed."""
    _opened(person).delete()
    mine = Enrolment.objects.filter(person=person)
    mine.update(last_lesson=None, last_seen_at=None)
    mine.open().update(withdrawn_at=timezone.now())
    programmes = ProgrammeEnrolment.objects.open().filter(person=person)
    programmes.update(withdrawn_at=timezone.now())


def _seats(person: Person) -> QuerySet[SessionSeat]:
    return SessionSeat.objects.filter(person=person)


def _erase_seats(person: Person) -> None:
    """Give up the seats to come, and forget the reasons; who was there stays for figures."""
    for seat in SessionSeat.objects.standing().filter(person=person).select_related("session"):
        if seat.session.is_open and not seat.session.has_begun():
            leave_session(seat.session, person)
    _seats(person).update(reason="")


def _accommodations(person: Person) -> QuerySet[Accommodation]:
    return Accommodation.objects.filter(person=person)


def _free_sitting_seats(person: Person) -> None:
    """Take the seats in tests to come away, and forget why papers were voided."""
    seats = person.sitting_seats.standing().filter(sitting__started_at=None)
    seats.update(removed_at=timezone.now())
    VoidedAttempt.objects.filter(attempt__enrolment__person=person).update(reason="")


def _sheets(person: Person) -> QuerySet[PaperSheet]:
    return PaperSheet.objects.filter(seat__person=person)


def _erase_sheets(person: Person) -> None:
    """Forget what was read from the sheets and why; that one was in the record stays."""
    PaperEntry.objects.filter(sheet__in=_sheets(person)).delete()
    _sheets(person).update(reason="")
    # What waited cannot be confirmed any more.
    waiting = _sheets(person).filter(state__in=["entered", "differs", "confirmed"])
    waiting.update(**{"state": "void", "confirmed_by": None, "confirmed_at": None, "refusal": ""})
    delete_printed_files(PaperTest.objects.filter(sheets__in=_sheets(person)).exclude(file=""))


def _follow_ups(person: Person) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(enrolment__person=person)


def _package_records(person: Person) -> QuerySet[PackageRecord]:
    return PackageRecord.objects.filter(enrolment__person=person)


def _questions(person: Person) -> QuerySet[AssignmentRequest]:
    return AssignmentRequest.objects.filter(assigned__person=person)


register_eraser(
    Eraser(
        "duties",
        _("What your office asks you to complete"),
        33,
        lambda person: _questions(person).count(),
        forget_questions,
    ),
    Eraser(
        "answers", _("Your answers"), 30, lambda person: _answers(person).count(), _erase_answers
    ),
    Eraser(
        "support",
        _("Help with quizzes"),
        31,
        lambda person: _requests(person).count() + _reports(person).count(),
        _erase_words,
    ),
    Eraser(
        "studies",
        _("Study that you stated yourself"),
        31,
        lambda person: OwnStudy.objects.filter(person=person).exclude(subject="").count(),
        _erase_studies,
    ),
    Eraser("years", _("Your yearly obligation"), 31, _year_words, _erase_year_words),
    Eraser(
        "lessons",
        _("Lessons you opened and read"),
        32,
        lambda person: _opened(person).count(),
        _erase_way,
    ),
    Eraser(
        "waivers",
        _("Courses you asked to take without what comes before"),
        32,
        lambda person: _waivers(person).count(),
        _erase_waivers,
    ),
    Eraser(
        "notes",
        _("Notes that you write in lessons"),
        32,
        lambda person: ReflectionNote.objects.visible_to(person).count(),
        lambda person: ReflectionNote.objects.visible_to(person).delete(),
    ),
    Eraser(
        "work_use",
        _("Whether you use at work what you learnt"),
        32,
        lambda person: _follow_ups(person).count(),
        lambda person: _follow_ups(person).delete(),
    ),
    Eraser(
        "accommodations",
        _("What you need in tests"),
        31,
        lambda person: _accommodations(person).count(),
        lambda person: _accommodations(person).delete(),
    ),
    Eraser(
        "sittings",
        _("Supervised tests"),
        33,
        lambda person: person.sitting_seats.count(),
        _free_sitting_seats,
    ),
    Eraser(
        "papers",
        _("Tests you took on paper"),
        32,
        lambda person: _sheets(person).count(),
        _erase_sheets,
    ),
    Eraser(
        "packages",
        _("Exercises in packages: what they keep and report"),
        32,
        lambda person: _package_records(person).count(),
        lambda person: forget_data(_package_records(person)),
    ),
    Eraser(
        "class_sessions",
        _("Class sessions and attendance"),
        33,
        lambda person: _seats(person).count(),
        _erase_seats,
    ),
)
