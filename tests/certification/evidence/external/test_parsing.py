"""What is read of a list, and what is told of lines that cannot be used."""

import datetime as dt

import pytest

from certification.evidence.external.parsing import MAX_RECORD_LINES
from certification.evidence.external.records import import_records
from certification.models import Evidence, Record
from people.imports.report import UnreadableFile
from tests.certification.evidence.external.record_lists import (
    DIGEST,
    GOOD,
    ISSUED,
    problems,
    read,
    rehearsed,
)
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.any_database


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
    elsewhere, nobody = (rehearsed(text, registrar) for text in (GOOD, GOOD.replace("S-1", "S-9")))
    assert elsewhere == nobody


def test_somebody_who_left_is_recorded_by_nobody(person, registrar, skill):
    person.postings.update(valid_to=dt.date(2026, 1, 1))
    assert problems(GOOD, registrar) == [(2, "staff_number")]


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
