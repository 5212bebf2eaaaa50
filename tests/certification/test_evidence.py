import datetime as dt

import pytest

from certification.evidence import (
    EvidenceRefused,
    ImportedRecord,
    record_imported,
    record_imported_many,
)
from certification.models import Evidence
from tests.certification.factories import make_skill
from tests.people.factories import PersonFactory, PostingFactory

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def skill(db):
    return make_skill()


def test_an_imported_record_stands_where_the_person_served_that_day(skill):
    person = PersonFactory()
    old = PostingFactory(person=person, valid_to=dt.date(2026, 6, 1), grade=5)
    PostingFactory(person=person, valid_from=dt.date(2026, 6, 1))
    evidence = record_imported(person, skill, 3, acquired_on=DAY, source="paper")
    assert (evidence.agency, evidence.grade, evidence.kind) == (old.agency, 5, "imported")
    assert record_imported(person, skill, 3, acquired_on=DAY, source="paper") == evidence


def test_a_person_who_served_nowhere_that_day_has_evidence_without_a_place(skill):
    posting = PostingFactory(valid_from=DAY + dt.timedelta(days=1))
    evidence = record_imported(posting.person, skill, 1, acquired_on=DAY, source="x")
    assert evidence.agency is None


def test_evidence_that_ends_before_it_begins_is_refused(skill):
    with pytest.raises(EvidenceRefused):
        record_imported(PersonFactory(), skill, 1, acquired_on=DAY, source="x", expires_on=DAY)


def test_many_records_are_the_same_as_one_by_one_and_are_written_once(
    skill, django_assert_max_num_queries
):
    postings = [PostingFactory() for _ in range(5)]
    records = [ImportedRecord(p.person_id, skill.pk, 2, DAY, "history") for p in postings]
    with django_assert_max_num_queries(5):
        assert record_imported_many(records) == 5
    assert record_imported_many(records) == 0
    again = record_imported(postings[0].person, skill, 2, acquired_on=DAY, source="history")
    assert again.agency == postings[0].agency
    assert Evidence.objects.count() == 5


def test_a_valid_day_is_before_the_end_and_before_the_revocation(skill):
    end = dt.date(2026, 9, 1)
    record_imported(PersonFactory(), skill, 1, acquired_on=DAY, source="x", expires_on=end)
    counted = [Evidence.objects.valid(day).count() for day in (DAY, end - dt.timedelta(1), end)]
    assert counted == [1, 1, 0]
