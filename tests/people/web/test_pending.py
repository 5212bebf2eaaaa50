"""Each app says how much waits at its desk, and nothing for whom it is no desk."""

import pytest
from django.urls import reverse

from people.web import pending
from people.web.pending import PendingWork, list_work, register_work


@pytest.fixture(autouse=True)
def works(monkeypatch):
    monkeypatch.setattr(pending, "_works", {})

    def work(key, order, counts):
        return PendingWork(key, order, key, "", "people:office_people", counts.get)

    register_work(work("late", 20, {"hr": 3, "trainer": 0}))
    register_work(work("early", 10, {"hr": 0}))
    return work


def read(person):
    return [(work.key, count) for work, count in list_work(person)]


def test_a_desk_with_nothing_is_still_a_desk_and_one_of_others_is_none():
    assert read("hr") == [("early", 0), ("late", 3)]
    assert read("trainer") == [("late", 0)]
    assert read("learner") == []


def test_an_app_that_is_loaded_again_counts_once(works):
    register_work(works("late", 5, {"hr": 1}))
    assert read("hr") == [("late", 1), ("early", 0)]


def test_a_desk_leads_to_its_page():
    assert list_work("hr")[0][0].url == reverse("people:office_people")
