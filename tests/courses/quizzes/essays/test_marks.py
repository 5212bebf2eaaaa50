"""A paper with an essay has no outcome before it is marked; then it is as any other paper."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.items.withdrawal import withdraw_item_version
from courses.models import Essay, EssayMark, ItemVersion
from courses.quizzes.appeals.remarking import remark_attempts
from courses.quizzes.attempts import start_attempt
from courses.quizzes.essays.leases import EssayGone
from courses.quizzes.essays.marks import RubricIncomplete
from courses.quizzes.opening import MarksAwaited
from courses.quizzes.standing import get_standing
from courses.results.states import LearnerState, add_states
from people.models import Message
from tests.courses.factories import make_enrolment
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
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


def find_state(attempt):
    return add_states(type(attempt.enrolment).objects.all()).get(pk=attempt.enrolment_id).state


def letters(attempt):
    rows = Message.objects.filter(person=attempt.enrolment.person).order_by("pk")
    return list(rows.values_list("kind", flat=True))


@pytest.mark.each_database
@pytest.mark.parametrize(
    ("choices", "outcome"), [(BEST, (100, True)), (GOOD, (90, True)), (HALF, (70, False))]
)
def test_a_paper_waits_for_its_marks_and_is_decided_once(choices, outcome):
    quiz = make_essay_quiz(attempt_limit=2)
    attempt = hand_in(quiz)
    enrolment = attempt.enrolment
    assert read_outcome(attempt) == (None, None)
    assert attempt.awaits_marks
    assert find_state(attempt) == LearnerState.MARKING
    standing = get_standing(quiz, enrolment)
    assert (standing.is_open, standing.is_used_up, standing.left) == (False, False, 1)
    with pytest.raises(MarksAwaited):
        start_attempt(quiz, enrolment, language="en")
    assert letters(attempt) == []
    mark_paper(attempt, choices, comment="Good.")
    assert read_outcome(attempt) == outcome
    enrolment.refresh_from_db()
    assert bool(enrolment.completed_at) == outcome[1]
    assert letters(attempt) == ["courses/essay_marked"]
    assert get_standing(quiz, enrolment).is_open
    with pytest.raises(EssayGone):
        mark_paper(attempt, BEST)
    assert read_outcome(attempt) == outcome


def test_an_empty_text_keeps_nobody_busy():
    attempt = hand_in(make_essay_quiz(pass_mark=50), text="  ")
    assert read_outcome(attempt) == (50, True)
    assert not Essay.objects.exists()


def test_two_mark_without_each_other_and_a_third_decides_what_is_far_apart():
    quiz = make_essay_quiz(marker_count=2, marker_threshold=20)
    near, apart = hand_in(quiz), hand_in(quiz)
    first, second, third = (make_trainer(quiz) for _number in range(3))
    mark_paper(near, BEST, by=first)
    with pytest.raises(EssayGone):
        mark_paper(near, BEST, by=first)
    assert read_outcome(near) == (None, None)
    mark_paper(near, GOOD, by=second)
    assert read_outcome(near) == (95, True)
    mark_paper(apart, BEST, by=first)
    mark_paper(apart, HALF, by=second)
    assert read_outcome(apart) == (None, None)
    mark_paper(apart, GOOD, by=third)
    assert read_outcome(apart) == (90, True)
    found = Essay.objects.order_by("pk").values_list("difference", flat=True)
    assert list(found) == [20, 60]


def test_nobody_marks_what_is_not_theirs_to_mark():
    quiz = make_essay_quiz()
    trainer = make_trainer(quiz)
    own = hand_in(quiz, person=trainer)
    other = hand_in(quiz)
    stranger = RoleFactory(kind="trainer", agency=AgencyFactory()).person
    for attempt, person in ((own, trainer), (other, stranger), (other, PersonFactory())):
        with pytest.raises(EssayGone):
            mark_paper(attempt, by=person)
    # Whoever acts for somebody is one with them.
    until = timezone.localdate() + dt.timedelta(days=9)
    lent = {"acting_for": trainer, "valid_to": until}
    deputy = RoleFactory(kind="trainer", agency=quiz.course.agency, **lent).person
    with pytest.raises(EssayGone):
        mark_paper(own, by=deputy)
    mine = Essay.objects.markable_by(trainer).values_list("attempt_item__attempt", flat=True)
    assert list(mine) == [other.pk]


def test_a_mark_is_whole_or_none_and_what_was_chosen_is_kept():
    attempt = hand_in(make_essay_quiz())
    trainer = make_trainer(attempt.quiz)
    mine = EssayMark.objects.filter(marker=trainer)
    for choices in ({"facts": "facts-1"}, {"facts": "facts-1", "words": "facts-0"}):
        with pytest.raises(RubricIncomplete):
            mark_paper(attempt, choices, by=trainer)
    assert not mine.given().exists()
    assert read_outcome(attempt) == (None, None)


@pytest.mark.parametrize("leave", ["withdrawn", "left"])
def test_what_nobody_needs_any_more_leaves_the_queue(leave):
    attempt = hand_in(make_essay_quiz(pass_mark=80))
    trainer = make_trainer(attempt.quiz)
    assert Essay.objects.markable_by(trainer).count() == 1
    if leave == "left":
        attempt.enrolment.withdrawn_at = attempt.submitted_at
        attempt.enrolment.save()
    else:
        version = ItemVersion.objects.get(kind="essay")
        withdraw_item_version(version, note="It asks what nobody taught.")
        remark_attempts(version)
        # The rest of the paper decides.
        assert read_outcome(attempt) == (100, True)
    assert not Essay.objects.markable_by(trainer).exists()


def test_another_enrolment_waits_for_nothing():
    quiz = make_essay_quiz()
    hand_in(quiz)
    assert get_standing(quiz, make_enrolment(quiz.course)).is_open
