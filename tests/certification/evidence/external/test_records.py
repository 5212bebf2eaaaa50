import datetime as dt
import hashlib
import io

import pytest

from certification.evidence.external.parsing import MAX_RECORD_LINES, parse_records
from certification.evidence.external.records import (
    find_record_by_digest,
    import_records,
    preview_record_import,
    withdraw_record,
)
from certification.evidence.levels import highest_levels
from certification.issuing.issue import issue_certificate
from certification.models import Evidence, Record
from certification.sealing.seal import seal_certificate
from people.imports.report import UnreadableFile
from tests.certification.factories import completed_enrolment, make_skill
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

HEADER = "staff_number,issuer,title,number,issued_on,expires_on,file_sha256,skill,level\n"
DIGEST = hashlib.sha256(b"%PDF-1.4 an old certificate").hexdigest()
GOOD = (
    f"S-1,Civil Service Academy,Safe office work,A 17,2024-05-02,2030-05-02,{DIGEST},DC3-4.2,2\n"
)
ISSUED = dt.date(2024, 5, 2)


@pytest.fixture
def ministry(db):
    return AgencyFactory(code="OWN")


@pytest.fixture
def registrar(ministry):
    return RoleFactory(kind="registrar", agency=ministry).person


@pytest.fixture
def person(ministry):
    person = PersonFactory(staff_number="S-1")
    PostingFactory(person=person, agency=AgencyFactory(parent=ministry))
    return person


@pytest.fixture
def skill(db):
    return make_skill()


def read(text, by, *, header=HEADER, digest=""):
    return parse_records(io.BytesIO((header + text).encode()), by=by, file_digest=digest)


def problems(text, by, **options):
    found = preview_record_import(read(text, by, **options)).problems
    return [(problem.line, problem.field) for problem in found]


@pytest.fixture
def record(person, registrar, skill):
    import_records(read(GOOD, registrar), by=registrar)
    return Record.objects.get()


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
    seen = preview_record_import(read(GOOD, registrar))
    assert (seen.created, seen.unchanged, seen.problems) == (1, 0, [])
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


@pytest.mark.parametrize(
    ("wrong", "right", "field"),
    [
        ("S-9", "S-1", "staff_number"),
        ("", "S-1", "staff_number"),
        ("", "Civil Service Academy", "issuer"),
        ("x" * 301, "Safe office work", "title"),
        ("2999-01-01", "2024-05-02", "issued_on"),
        ("soon", "2024-05-02", "issued_on"),
        ("2024-05-02", "2030-05-02", "expires_on"),
        ("abc", DIGEST, "file_sha256"),
        ("DC9", "DC3-4.2", "skill"),
        ("7", "DC3-4.2,2", "skill"),
        ("DC3-4.2,9", "DC3-4.2,2", "level"),
        ("DC3-4.2,", "DC3-4.2,2", "level"),
        ("DC3-4.2,x", "DC3-4.2,2", "level"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column_and_nothing_is_recorded(
    person, registrar, skill, wrong, right, field
):
    text = GOOD.replace("Safe", "Good").replace(DIGEST, "") + (
        GOOD.replace(right, f",{wrong}" if wrong == "7" else wrong)
    )
    assert (3, field) in problems(text, registrar)
    assert import_records(read(text, registrar), by=registrar).problems
    assert not Record.objects.exists()
    assert not Evidence.objects.exists()


def test_people_of_other_agencies_are_not_told_apart_from_people_who_are_not(registrar, skill):
    PostingFactory(person=PersonFactory(staff_number="S-1"))
    elsewhere, nobody = (
        preview_record_import(read(text, registrar)) for text in (GOOD, GOOD.replace("S-1", "S-9"))
    )
    assert elsewhere == nobody


def test_somebody_who_left_is_recorded_by_nobody(person, registrar, skill):
    person.postings.update(valid_to=dt.date(2026, 1, 1))
    assert problems(GOOD, registrar) == [(2, "staff_number")]


def test_one_file_is_the_certificate_of_one_person(record, registrar, ministry):
    PostingFactory(person=PersonFactory(staff_number="S-2"), agency=ministry)
    assert problems(GOOD.replace("S-1", "S-2"), registrar) == [(2, "file_sha256")]
    fresh = GOOD.replace(DIGEST, "f" * 64).replace("Safe", "Good")
    assert problems(fresh + fresh.replace("S-1", "S-2"), registrar) == [(3, "file_sha256")]


def test_a_certificate_of_ours_is_not_recorded_as_somebody_else_s(
    registrar, person, ministry, skill
):
    certificate = seal_certificate(issue_certificate(completed_enrolment()))
    text = GOOD.replace(DIGEST, certificate.pdf_digest)
    assert problems(text, registrar) == [(2, "file_sha256")]


def test_lines_that_contradict_each_other_or_what_is_kept_are_refused(record, registrar):
    assert problems(GOOD.replace("A 17", "A 18"), registrar) == [(2, "")]
    other = GOOD.replace("Safe", "Good").replace(DIGEST, "")
    assert problems(other + other.replace("A 17", "A 18"), registrar) == [(3, "")]
    assert problems(other + other, registrar) == [(3, "skill")]


def test_the_file_itself_gives_its_digest_to_a_list_of_one_line(person, registrar, skill):
    text = GOOD.replace(DIGEST, "")
    import_records(read(text, registrar, digest="a" * 64), by=registrar)
    assert Record.objects.get().file_digest == "a" * 64
    two = text + text.replace("Safe", "Good")
    assert problems(two, registrar, digest="a" * 64) == [(2, "file_sha256")]


def test_a_list_without_its_columns_or_with_too_many_lines_is_refused(registrar):
    with pytest.raises(UnreadableFile, match="issued_on"):
        read("S-1,a,b\n", registrar, header="staff_number,issuer,title\n")
    with pytest.raises(UnreadableFile):
        read(GOOD * (MAX_RECORD_LINES + 1), registrar)


def test_an_empty_list_is_refused(registrar):
    for digest in ("", "a" * 64):
        with pytest.raises(UnreadableFile):
            read("", registrar, digest=digest)


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


def test_burmese_digits_marks_and_case_do_not_matter(person, registrar, skill):
    text = (
        GOOD.replace("S-1", " s-၁")
        .replace("2024-05-02", "၂-၅-၂၀၂၄")
        .replace(DIGEST, DIGEST.upper())
    )
    import_records(read(text, registrar), by=registrar)
    assert (Record.objects.get().issued_on, Record.objects.get().file_digest) == (ISSUED, DIGEST)


def test_nobody_records_a_certificate_of_their_own(ministry, registrar, skill):
    PostingFactory(person=registrar, agency=ministry)
    own = GOOD.replace("S-1", registrar.staff_number)
    assert problems(own, registrar) == [(2, "staff_number")]
    colleague = RoleFactory(kind="registrar", agency=ministry).person
    assert problems(own, colleague) == []
