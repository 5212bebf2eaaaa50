"""The database keeps one state of an agency a day, and who took an act back."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from people.models import AgencyAct, AgencyVersion
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db
DAY, AT = dt.date(2024, 6, 1), dt.datetime(2024, 6, 1, tzinfo=dt.UTC)


def record(agency, **stated):
    facts = {"kind": "move", "day": DAY, "at": AT, "reason": "Order", "state": "done"}
    return AgencyAct.objects.create(
        agency=agency, by=PersonFactory(password="!"), **facts | stated
    )


def test_the_database_keeps_one_state_a_day_and_none_under_itself(tree):
    AgencyVersion.objects.create(agency=tree["GAD"], until=DAY)
    for wrong in ({"until": DAY}, {"until": dt.date(2024, 6, 2), "parent": tree["GAD"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgencyVersion.objects.create(agency=tree["GAD"], **wrong)


def test_somebody_takes_an_act_back_at_some_time(tree):
    with pytest.raises(IntegrityError), transaction.atomic():
        record(tree["GAD"], state="taken_back", ended_at=AT)


def test_acts_are_shown_to_those_who_see_their_agency(tree):
    act = record(tree["GAD"])
    record(tree["MOE"])
    hr = RoleFactory(agency=tree["MOHA"], person__password="!").person
    assert list(AgencyAct.objects.visible_to(hr)) == [act]
