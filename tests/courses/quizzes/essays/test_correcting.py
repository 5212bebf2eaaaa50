"""Marks are corrected with a reason, by nobody for themselves; nobody loses what they reached."""

import pytest
from django.core.exceptions import PermissionDenied

from courses.models import Essay, QuestionReport
from courses.quizzes.appeals.reports import NothingToReport, report_question
from courses.quizzes.essays.correcting import MarkUnchanged, MarkWithoutReason, correct_mark
from courses.quizzes.essays.results import load_results, measure_agreement
from people.models import Message
from tests.courses.quizzes.essays.factories import (
    BEST,
    GOOD,
    HALF,
    hand_in,
    make_essay_quiz,
    make_trainer,
    mark_paper,
    read_outcome,
)

pytestmark = pytest.mark.django_db


def test_a_correction_stands_beside_what_was_given_and_the_better_result_stays():
    attempt = hand_in(make_essay_quiz(answers_shown="never"))
    item = attempt.items.get(version__kind="essay")
    with pytest.raises(NothingToReport):
        report_question(attempt, item.position, words="Too few points.")
    trainer = make_trainer(attempt.quiz)
    mark_paper(attempt, HALF, by=trainer, comment="Where is the law?")
    report = report_question(attempt, item.position, words="It is in the second line.")
    essay = Essay.objects.get()
    told = {"by": trainer, "comment": "Seen."}
    with pytest.raises(MarkWithoutReason):
        correct_mark(essay, choices=GOOD, reason=" ", **told)
    with pytest.raises(PermissionDenied):
        correct_mark(essay, choices=BEST, reason="x", by=attempt.enrolment.person)
    correct_mark(essay, choices=GOOD, reason="The law is named.", **told)
    assert read_outcome(attempt) == (90, True)
    attempt.enrolment.refresh_from_db()
    completed_at = attempt.enrolment.completed_at
    assert completed_at
    report.refresh_from_db()
    assert report.state == QuestionReport.State.RIGHT
    with pytest.raises(MarkUnchanged):
        correct_mark(essay, choices=GOOD, reason="Again.", **told)
    correct_mark(essay, choices=HALF, reason="It was right before.", **told)
    assert read_outcome(attempt) == (90, True)
    attempt.enrolment.refresh_from_db()
    assert attempt.enrolment.completed_at == completed_at
    item.refresh_from_db()
    shown = load_results([item], "en")[item.position]
    assert [(one.points, one.reason) for one in shown.marks] == [(4, "It was right before.")]
    assert essay.marks.count() == 3
    letters = Message.objects.filter(kind="courses/essay_corrected")
    assert [one.facts["passed"] for one in letters.order_by("pk")] == [True, False]


def test_how_far_two_markers_were_apart_is_counted():
    quiz = make_essay_quiz(marker_count=2)
    attempt = hand_in(quiz)
    version = attempt.items.get(version__kind="essay").version_id
    assert measure_agreement(quiz.pk, version) is None
    for choices in (BEST, HALF, GOOD):
        mark_paper(attempt, choices)
    found = measure_agreement(quiz.pk, version)
    assert (found.essays, found.difference, found.third) == (1, 60, 1)
