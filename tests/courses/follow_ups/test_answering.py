"""An answer may be changed until the question closes; who declines tells nothing."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.follow_ups import FollowUpClosed, answer_follow_up
from courses.models import FollowUp, WorkUse
from people.privacy.erasure import erase_person
from people.privacy.retention import forget_old_data
from tests.courses.factories import make_enrolment
from tests.people.privacy.test_export import read_copy

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def make_follow_up(**changes):
    fields = {"asked_at": timezone.now(), "closes_on": TODAY + dt.timedelta(days=9)} | changes
    fields.setdefault("enrolment", None)
    fields["enrolment"] = fields["enrolment"] or make_enrolment()
    return FollowUp.objects.create(**fields)


def test_the_last_answer_counts_and_a_refusal_takes_the_words_back():
    row = make_follow_up()
    answer_follow_up(row, WorkUse.NOT_YET, words="  No computer yet. ")
    assert (row.answer, row.words) == ("not_yet", "No computer yet.")
    answer_follow_up(row, WorkUse.DECLINED, words="Something")
    assert (row.answer, row.words) == ("declined", "")
    assert not FollowUp.objects.answered().exists()


def test_a_closed_question_is_not_answered():
    row = make_follow_up(closes_on=TODAY)
    with pytest.raises(FollowUpClosed):
        answer_follow_up(row, WorkUse.OFTEN)
    assert FollowUp.objects.get().answer == ""


def test_it_is_in_the_copy_of_ones_data_forgotten_in_time_and_erased_with_the_person():
    row = make_follow_up()
    answer_follow_up(row, WorkUse.OFTEN, words="Every week.")
    data, _page = read_copy(row.enrolment.person)
    assert [(one["answer"], one["note"]) for one in data["work_use"]] == [
        ("Yes, often", "Every week.")
    ]
    forget_old_data(timezone.now() + dt.timedelta(days=800))
    row.refresh_from_db()
    assert (row.answer, row.words) == ("often", "")
    erase_person(row.enrolment.person)
    assert not FollowUp.objects.exists()
