import datetime as dt
from functools import partial

from people.postings import post_person
from tests.people.factories import AgencyFactory, PersonFactory
from tests.threads import at_once

OFFICER = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}
START, MOVE = dt.date(2024, 1, 1), dt.date(2025, 6, 1)


def test_two_moves_at_once_wait_for_each_other(committed_db):
    person, agencies = PersonFactory(), [AgencyFactory() for _ in range(6)]
    post_person(person, agencies[0], position=OFFICER, grade=7, day=START)

    move = partial(post_person, person, position=OFFICER, grade=7, day=MOVE)
    at_once(*[partial(move, agency) for agency in agencies[1:]])
    assert list(person.postings.values_list("valid_from", "valid_to")) == [
        (START, MOVE),
        (MOVE, None),
    ]
