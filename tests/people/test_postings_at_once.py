import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from people.postings import post_person
from tests.people.factories import AgencyFactory, PersonFactory

OFFICER = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}
START, MOVE = dt.date(2024, 1, 1), dt.date(2025, 6, 1)


def test_two_moves_at_once_wait_for_each_other(committed_db):
    person, agencies = PersonFactory(), [AgencyFactory() for _ in range(6)]
    post_person(person, agencies[0], position=OFFICER, grade=7, day=START)

    def move(agency):
        try:
            post_person(person, agency, position=OFFICER, grade=7, day=MOVE)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as threads:
        list(threads.map(move, agencies[1:]))
    assert list(person.postings.values_list("valid_from", "valid_to")) == [
        (START, MOVE),
        (MOVE, None),
    ]
