"""The alarm of figures that differ from the facts: at the desk and in the health check."""

import pytest

from people.web.pending import list_work
from reporting.models import RecountResult, Spell
from reporting.spells import fold_all, recount_figures
from tests.people.factories import PersonFactory
from tests.reporting.web.addresses import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/en/office/figures/"
HEALTH = "/readyz?exclude=worker&exclude=scheduler&exclude=broker&exclude=storage"


@pytest.fixture
def administrator(house, client):
    person = PersonFactory(username="root", is_superuser=True)
    client.force_login(person)
    return person


def count_waiting(person):
    return {work.key: count for work, count in list_work(person)}.get("figures")


def test_a_wrong_figure_is_told_until_a_recount_is_right(administrator, client):
    fold_all()
    recount_figures()
    assert "All figures are what the facts say." in text_of(client.get(ADDRESS))
    assert count_waiting(administrator) == 0
    Spell.objects.filter(measure="held").first().delete()
    recount_figures()
    page = text_of(client.get(ADDRESS))
    assert "Some figures differ from the facts." in page
    assert "manage.py recount_figures --mend" in page
    assert count_waiting(administrator) == 1
    assert "figures" in client.get(HEALTH).json()["failing"]
    recount_figures(mend=True)
    assert count_waiting(administrator) == 0
    assert "figures" not in client.get(HEALTH).json()["failing"]
    assert RecountResult.objects.count() == 1


def test_before_the_first_recount_there_is_no_alarm(administrator, client):
    assert "Nothing was counted again yet." in text_of(client.get(ADDRESS))
    assert "figures" not in client.get(HEALTH).json()["failing"]


def test_it_is_no_work_of_an_hr_manager(as_hr, house):
    assert as_hr.get(ADDRESS).status_code == 403
    assert count_waiting(house.hr) is None
