"""A roster writes of its unit and those below it, and tells nothing of others."""

import pytest

from people.models import Person
from people.postings.writing import last_posting
from people.roster.identity import CellConflict, PersonElsewhere
from people.roster.reach import RosterReach
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_the_unit_and_what_is_below_it_are_its_own(tree):
    reach = RosterReach(tree["GAD"])
    for code in ("GAD", "GAD-T1"):
        reach.check_agency(tree[code])
    for code in ("MOHA", "MOE"):
        with pytest.raises(CellConflict) as refused:
            reach.check_agency(tree[code])
        assert code in str(refused.value.message)


def test_somebody_of_another_office_is_refused_without_a_name(tree):
    posting = PostingFactory(agency=tree["MOE"], person__name_en="Zaw Zaw")
    with pytest.raises(PersonElsewhere) as refused:
        RosterReach(tree["GAD"]).check_person(posting.person, posting)
    assert "Zaw" not in str(refused.value.message)


def test_whoever_left_the_unit_last_may_return_to_it(tree):
    left = PostingFactory(agency=tree["GAD-T1"], valid_to="2025-01-01").person
    RosterReach(tree["GAD"]).check_person(left, last_posting(left))


@pytest.mark.parametrize(("unit", "is_refused"), [("GAD", True), ("MM", False)])
def test_an_account_of_nobody_is_the_roots_alone(tree, unit, is_refused):
    """Else an office would take over who has an account and was never posted."""
    account, unknown = PersonFactory(), PersonFactory()
    Person.objects.filter(pk=unknown.pk).update(password="!")
    reach = RosterReach(tree[unit])
    reach.check_person(unknown, None)
    if not is_refused:
        reach.check_person(account, None)
        return
    with pytest.raises(CellConflict):
        reach.check_person(account, None)
