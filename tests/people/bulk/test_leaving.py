"""Many people leave on one day, each by the right of the office, and come back together."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.bulk.kinds import find_kind
from people.models import Posting
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db
OPTIONS = {"last_day": "2026-11-30", "reason": "retired"}


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


def apply(kind, person, by):
    return find_kind(kind).apply(person, by, OPTIONS)


def test_they_leave_after_the_last_day_and_come_back(hr, tree):
    posting = PostingFactory(agency=tree["GAD"])
    assert apply("leave", posting.person, hr) == ""
    posting.refresh_from_db()
    assert (posting.valid_to, posting.end_reason) == (dt.date(2026, 12, 1), "retired")
    assert apply("resume", posting.person, hr) == ""
    posting.refresh_from_db()
    assert (posting.valid_to, posting.end_reason) == (None, "")
    actions = ModelLogEntry.objects.filter(object_id=str(posting.person_id))
    assert {entry.action for entry in actions} == {"person.leave", "person.resume"}


def test_who_cannot_leave_is_left_out_with_the_reason(hr, tree):
    stranger = PostingFactory(agency=tree["MOE"])
    gone = PostingFactory(agency=tree["GAD"], valid_to=dt.date(2026, 1, 1))
    new = PostingFactory(agency=tree["GAD"], valid_from=dt.date(2027, 1, 1))
    nowhere = PersonFactory()
    people = (stranger.person, gone.person, new.person, nowhere)
    reasons = [apply("leave", person, hr) for person in people]
    assert reasons == ["not_yours", "left", "too_early", "not_yours"]
    assert all(find_kind("leave").explain(reason) != reason for reason in reasons)
    assert Posting.objects.filter(valid_to=None).count() == 2


def test_what_changed_since_is_not_taken_back(hr, tree):
    posting = PostingFactory(agency=tree["GAD"], valid_to=dt.date(2026, 10, 1))
    assert apply("resume", posting.person, hr) == "changed"
    assert apply("resume", PersonFactory(), hr) == "not_yours"


@pytest.mark.parametrize(
    ("day", "is_taken"), [("2026-11-30", True), ("1026-11-30", False), ("", 0)]
)
def test_the_form_asks_for_a_day_near_today(day, is_taken, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date(2026, 11, 29))
    assert find_kind("leave").form({"last_day": day}).is_valid() is bool(is_taken)


def test_nobody_dies_on_a_day_to_come(hr, tree):
    ahead = timezone.localdate() + dt.timedelta(days=1)
    form = find_kind("leave").form({"last_day": ahead.isoformat(), "reason": "deceased"})
    assert set(form.errors) == {"last_day"}
    assert find_kind("leave").form({"last_day": ahead.isoformat()}).is_valid()
    person = PostingFactory(agency=tree["GAD"]).person
    options = {"last_day": ahead, "reason": "deceased"}
    # One who cannot leave so keeps nobody else of the act waiting for ever.
    assert find_kind("leave").apply(person, hr, options) == "impossible_day"
    assert Posting.objects.get(person=person).valid_to is None
