"""What people leave behind is over after its own time, and what is still in use never is."""

import datetime as dt

import pytest
from axes.models import AccessFailureLog
from django.contrib.sessions.models import Session
from django.utils import timezone

from people.models import DataRequest, ServiceClaim
from people.privacy.retention import forget_old_data
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NOW, YEARS = timezone.now(), dt.timedelta(days=3000)


def test_sessions_are_over_by_their_own_day_and_not_by_a_number_of_days():
    for key, ends in (("old", NOW - dt.timedelta(minutes=1)), ("new", NOW + YEARS)):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    forget_old_data()
    assert Session.objects.get().session_key == "new"


def test_a_claim_that_waits_stays_and_a_decided_one_goes():
    common = {"agency": AgencyFactory(), "way": "office"}
    manager, times = PersonFactory(), {"asked_at": NOW - YEARS}
    ServiceClaim.objects.create(person=PersonFactory(), **common, **times)
    decided = {"decided_at": NOW - YEARS, "decided_by": manager, "is_granted": False}
    ServiceClaim.objects.create(person=PersonFactory(), **common, **times, **decided)
    forget_old_data()
    assert ServiceClaim.objects.get().decided_at is None


def test_a_copy_that_is_not_made_yet_stays():
    person = PersonFactory()
    DataRequest.objects.create(person=person, asked_at=NOW - YEARS)
    forget_old_data()
    assert DataRequest.objects.exists()


def test_tables_that_are_off_keep_nothing_with_the_addresses_of_people():
    AccessFailureLog.objects.create(username="khin", ip_address="203.0.113.7")
    forget_old_data()
    assert not AccessFailureLog.objects.exists()
