import datetime as dt

from certification.evidence.external.records import (
    find_record_by_digest,
    import_records,
    withdraw_record,
)
from certification.evidence.levels import highest_levels
from certification.models import Evidence, Record
from tests.certification.evidence.external.record_lists import (
    DIGEST,
    GOOD,
    ISSUED,
    problems,
    read,
    rehearsed,
)
from tests.certification.factories import make_skill
from tests.people.factories import PersonFactory, PostingFactory


def test_a_line_becomes_a_record_and_evidence_of_kind_imported(record, person, registrar, skill):
    assert (record.person, record.recorded_by, record.agency.code) == (
        person,
        registrar,
        person.postings.get().agency.code,
    )
    assert (record.number, record.file_digest) == ("A 17", DIGEST)
    evidence = Evidence.objects.get()
    assert (evidence.kind, evidence.record, evidence.level) == ("imported", record, 2)
    assert (evidence.acquired_on, evidence.expires_on) == (ISSUED, dt.date(2030, 5, 2))
    assert highest_levels(person, ISSUED) == {skill.pk: 2}


def test_looking_at_a_list_writes_nothing(person, registrar, skill):
    seen = rehearsed(GOOD, registrar)
    assert (seen.created, seen.unchanged, seen.problems) == (1, 0, [])
    [first] = seen.first_lines
    assert person.staff_number in first.what
    assert not Record.objects.exists()


def test_a_list_is_recorded_once(record, registrar):
    again = import_records(read(GOOD, registrar), by=registrar)
    assert (again.created, again.unchanged, again.problems) == (0, 1, [])
    assert (Record.objects.count(), Evidence.objects.count()) == (1, 1)


def test_a_certificate_of_several_skills_is_one_record(person, registrar, skill):
    other = make_skill("DC3-4.1")
    text = GOOD + GOOD.replace("DC3-4.2", other.code)
    assert import_records(read(text, registrar), by=registrar).created == 1
    assert highest_levels(person, ISSUED) == {skill.pk: 2, other.pk: 2}


def test_a_certificate_of_none_of_our_skills_is_a_record_without_evidence(person, registrar):
    import_records(read(GOOD.replace("DC3-4.2,2", ","), registrar), by=registrar)
    assert (Record.objects.count(), Evidence.objects.count()) == (1, 0)


def test_a_file_is_known_by_its_digest_until_the_record_is_withdrawn(record):
    assert find_record_by_digest(DIGEST.upper()) == record
    assert find_record_by_digest("0" * 64) is None
    assert find_record_by_digest("") is None
    withdraw_record(record)
    assert find_record_by_digest(DIGEST) is None


def test_a_withdrawn_record_ends_its_evidence_on_the_day_and_stays_withdrawn(
    record, person, registrar
):
    day = dt.date(2026, 11, 25)
    at = dt.datetime(2026, 11, 24, 18, 0, tzinfo=dt.UTC)  # 25 November in Myanmar
    assert withdraw_record(record, at=at).withdrawn_at == at
    assert withdraw_record(record).withdrawn_at == at
    assert highest_levels(person, day - dt.timedelta(1))
    assert not highest_levels(person, day)
    assert problems(GOOD, registrar) == [(2, "")]


def test_a_hundred_lines_take_few_queries(
    registrar, ministry, skill, django_assert_max_num_queries
):
    for number in range(100):
        person = PersonFactory(staff_number=f"N-{number}")
        PostingFactory(person=person, agency=ministry)
    line = GOOD.replace(DIGEST, "")
    text = "".join(line.replace("S-1", f"N-{number}") for number in range(100))
    with django_assert_max_num_queries(25):
        assert import_records(read(text, registrar), by=registrar).created == 100
    assert Evidence.objects.count() == 100
