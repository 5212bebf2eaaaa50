"""Each app says how much waits at its desk, and nothing for whom it is no desk."""

import pytest
from django.urls import reverse

from people.dual_control import asked_by_same_authority
from people.models import Person, Role
from people.web import pending
from people.web.pending import PendingWork, list_work, register_work
from tests.people.factories import PersonFactory, RoleFactory


def desk(key, find, order=30):
    return PendingWork(key, order, key, "", "people:office_people", find)


@pytest.fixture
def person(db):
    return PersonFactory()


@pytest.fixture(autouse=True)
def works(monkeypatch):
    monkeypatch.setattr(pending, "_works", {})

    def work(key, order, counts):
        return desk(key, counts.get, order)

    register_work(work("late", 20, {"hr": 3, "trainer": 0}))
    register_work(work("early", 10, {"hr": 0}))
    return work


def read(person):
    return [(work.key, count) for work, count in list_work(person)]


def test_a_desk_with_nothing_is_still_a_desk_and_one_of_others_is_none():
    assert read("hr") == [("early", 0), ("late", 3)]
    assert read("trainer") == [("late", 0)]
    assert read("learner") == []


def test_a_desk_is_of_those_with_one_of_its_roles(person):
    hr = Role.Kind.HR
    register_work(PendingWork("own", 1, "", "", "people:office_people", lambda _one: 2, (hr,)))
    assert read(person) == []
    RoleFactory(person=person, kind=hr)
    assert read(Person.objects.get(pk=person.pk)) == [("own", 2)]


def test_an_app_that_is_loaded_again_counts_once(works):
    register_work(works("late", 5, {"hr": 1}))
    assert read("hr") == [("late", 1), ("early", 0)]


def test_a_desk_leads_to_its_page():
    assert list_work("hr")[0][0].url == reverse("people:office_people")


@pytest.mark.django_db
def test_rows_of_any_number_of_desks_are_counted_in_one_query(
    works, person, django_assert_num_queries
):
    for n in range(20):
        register_work(desk(f"people-{n}", lambda person: Person.objects.all()))
    register_work(desk("nobody", lambda person: Person.objects.none()))
    register_work(desk("joined", lambda person: Role.objects.select_related("person", "agency")))
    register_work(desk("number", lambda person: 5))
    register_work(desk("of others", lambda person: None))
    RoleFactory.create_batch(3, person=person)
    with django_assert_num_queries(1):
        counts = {work.key: count for work, count in list_work(person)}
    assert counts == dict.fromkeys((f"people-{n}" for n in range(20)), 1) | {
        "nobody": 0,
        "joined": 3,
        "number": 5,
    }


@pytest.mark.django_db
def test_lendings_are_read_once_for_all_desks_and_anew_to_decide(
    works, person, django_assert_num_queries
):
    def find(person):
        return Role.objects.exclude(asked_by_same_authority(person, asker="person", at="given_at"))

    for n in range(3):
        register_work(desk(f"decided-{n}", find))
    with django_assert_num_queries(2):
        list_work(person)
    with django_assert_num_queries(2):
        find(person), find(person)
