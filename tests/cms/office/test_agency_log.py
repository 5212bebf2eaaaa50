"""What is done with an agency stands in its history, and rights on pages follow the tree."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from cms.access.page_groups import grant_agency_pages
from cms.tasks import sync_groups
from people.agencies.acts import move_agency
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def country():
    root = AgencyFactory(code="MM")
    return {code: AgencyFactory(code=code, parent=root) for code in ("OWN", "FAR")}


def move(country, django_capture_on_commit_callbacks):
    office = AgencyFactory(code="OFFICE", parent=country["OWN"])
    page = Page.get_first_root_node().add_child(instance=Page(title="Shelf", slug="shelf"))
    grant_agency_pages(office, [page])
    old, new = (RoleFactory(agency=country[code], kind="trainer").person for code in country)
    admin = PersonFactory(admin=True)
    before = held(old), held(new)
    with django_capture_on_commit_callbacks() as sent:
        how = {"day": timezone.localdate(), "by": admin, "reason": "Order 12"}
        move_agency(office, country["FAR"], **how)
    return old, new, before, sent


def held(person):
    return person.groups.filter(name="Trainers of OFFICE").exists()


def test_trainers_of_the_office_above_follow_a_move(country, django_capture_on_commit_callbacks):
    old, new, before, sent = move(country, django_capture_on_commit_callbacks)
    assert before == (True, False)
    assert sent
    sync_groups()
    assert (held(old), held(new)) == (False, True)


def test_the_history_says_from_which_day_and_why(country, django_capture_on_commit_callbacks):
    move(country, django_capture_on_commit_callbacks)
    entry = ModelLogEntry.objects.get(action="agency.move")
    assert entry.label
    assert "Order 12" in entry.message
    assert entry.data["changes"][0]["before"]["parent"] == country["OWN"].pk
