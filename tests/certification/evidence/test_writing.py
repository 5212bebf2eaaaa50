"""Rows of evidence: at the day's place, between days that can be, at levels that there are."""

import datetime as dt
from dataclasses import replace

import pytest

from certification.evidence.recording import (
    record_imported,
    record_test_result,
)
from certification.evidence.writing import (
    EvidenceEntry,
    InvalidEvidencePeriod,
    UnknownLevel,
    write_entries,
    write_entry,
)
from certification.models import Evidence
from tests.certification.factories import import_evidence
from tests.people.factories import PersonFactory, PostingFactory
from tests.plan.factories import FrameworkFactory, SkillFactory

DAY = dt.date(2026, 3, 1)


def test_an_imported_record_stands_where_the_person_served_that_day(skill):
    person = PersonFactory()
    old = PostingFactory(person=person, valid_to=dt.date(2026, 6, 1), grade=5)
    PostingFactory(person=person, valid_from=dt.date(2026, 6, 1))
    evidence = import_evidence(person, skill, 3, source="paper")
    assert (evidence.agency, evidence.grade, evidence.kind) == (old.agency, 5, "imported")
    assert import_evidence(person, skill, 3, source="paper") == evidence


def test_a_person_who_served_nowhere_that_day_has_evidence_without_a_place(skill):
    posting = PostingFactory(valid_from=DAY + dt.timedelta(days=1))
    evidence = import_evidence(posting.person, skill, 1)
    assert evidence.agency is None


def test_evidence_that_ends_before_it_begins_is_refused(skill):
    with pytest.raises(InvalidEvidencePeriod):
        import_evidence(PersonFactory(), skill, 1, ends=DAY)


def test_many_records_are_the_same_as_one_by_one_and_are_written_once(
    skill, django_assert_max_num_queries
):
    postings = [PostingFactory() for _ in range(5)]
    entries = [
        EvidenceEntry("imported", p.person_id, skill.pk, 2, DAY, "history") for p in postings
    ]
    with django_assert_max_num_queries(3):
        record_imported(entries)
    assert Evidence.objects.count() == 5
    record_imported(entries)
    again = import_evidence(postings[0].person, skill, 2, source="history")
    assert again.agency == postings[0].agency
    assert Evidence.objects.count() == 5


def test_a_level_that_the_framework_does_not_have_is_refused(skill):
    person = PersonFactory()
    with pytest.raises(UnknownLevel):
        record_test_result(person, skill, 9, on=DAY, source="Test 7")
    with pytest.raises(UnknownLevel):
        import_evidence(person, skill, 9)
    assert not Evidence.objects.exists()


def test_evidence_of_a_day_to_come_is_refused(skill):
    with pytest.raises(InvalidEvidencePeriod):
        record_test_result(PersonFactory(), skill, 2, on=dt.date(2999, 1, 1), source="Test 7")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [({"level": 9}, UnknownLevel), ({"expires_on": DAY}, InvalidEvidencePeriod)],
)
def test_nothing_is_written_when_one_of_many_is_refused(skill, change, refusal):
    good = EvidenceEntry("test", PersonFactory().pk, skill.pk, 2, DAY, "a")
    with pytest.raises(refusal):
        write_entries([good, replace(good, **change)])
    assert not Evidence.objects.exists()


def test_a_level_of_another_framework_is_refused(skill):
    other = SkillFactory(code="DC3-1.1", framework=FrameworkFactory(code="OTHER"))
    with pytest.raises(UnknownLevel):
        write_entry(EvidenceEntry("test", PersonFactory().pk, other.pk, 2, DAY, "a"))


def test_what_is_written_twice_is_the_same_in_all_but_its_end_and_its_writer():
    entry = EvidenceEntry("test", 1, 2, 3, DAY, "a")
    later = replace(entry, expires_on=DAY + dt.timedelta(days=9), recorded_by=4)
    assert later.identity() == entry.identity()
    assert replace(entry, source="b").identity() != entry.identity()


def test_many_entries_are_written_in_parts(skill):
    entries = [EvidenceEntry("test", PersonFactory().pk, skill.pk, 2, DAY, "a") for _ in range(5)]
    write_entries(entries, batch_size=2)
    assert Evidence.objects.count() == 5
