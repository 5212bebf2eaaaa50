import datetime as dt
import io
from collections import Counter

import pytest
from django.conf import settings
from django.utils import timezone, translation
from openpyxl import Workbook

from people.imports.report import Problem
from people.models import Person, Posting
from people.postings import posting_on
from people.roster.importing import import_roster
from tests.people.factories import AgencyFactory, PersonFactory
from tests.people.roster.rosters import AUNG, HEADER, KHIN, counts, csv_file, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agencies")]

ERRORS = settings.BASE_DIR / "data" / "demo" / "roster_with_errors.csv"


def test_people_are_created_with_their_postings():
    at = timezone.now() - dt.timedelta(days=400)
    report = import_roster(csv_file(KHIN, AUNG), at=at)
    assert (counts(report), report.problems) == ((2, 0, 0, 0), [])
    khin = Person.objects.get(staff_number="1001")
    assert khin.name_in("en") == "Daw Khin Myo"
    assert khin.search_key
    assert khin.sort_key_my
    assert (khin.date_joined, khin.has_usable_password()) == (at, False)
    posting = posting_on(khin, dt.date(2024, 1, 1))
    assert (posting.agency.code, posting.grade) == ("GAD", 9)
    assert posting.position == {"my": "စာရေး", "en": "Clerk"}


def test_importing_again_changes_nothing():
    import_roster(csv_file(KHIN, AUNG))
    assert counts(import_roster(csv_file(KHIN, AUNG))) == (0, 0, 0, 2)
    assert Posting.objects.count() == 2


def test_the_sample_with_errors_tells_each_and_writes_the_rest():
    for code in ("GAD-MMR010008", "DBE-MMR017008"):
        AgencyFactory(code=code)
    report = import_roster(ERRORS)
    assert counts(report) == (7, 0, 0, 0)
    assert told(report.problems) == [
        (4, "name_my"),
        (5, "name_my"),
        (6, "agency"),
        (7, "staff_number"),
        (8, "from"),
        (9, "email"),
        (10, "grade"),
        (11, "name_my"),
        (12, "honorific"),
        (12, "gender"),
        (12, "phone"),
    ]
    kinds = Counter(problem.kind for problem in report.problems)
    assert kinds == {Problem.Kind.CONVERTED: 1, Problem.Kind.CHECK: 6, Problem.Kind.WRONG: 4}
    as_written = ERRORS.read_text().splitlines()[3].split(",")[2]
    assert as_written in str(report.problems[0].message)
    aung = Person.objects.get(staff_number="300002")
    assert (aung.honorific, aung.phone, aung.name_my) == ("u", "0900300002", "အောင်ကျော်မိုး")
    assert aung.postings.get().valid_from == dt.date(2022, 6, 15)
    assert Person.objects.get(staff_number="300003").name_my == "ခင်မျိုးမြင့်"
    assert Person.objects.count() == Posting.objects.count() == 7


@pytest.mark.parametrize(
    ("content", "line", "field"),
    [
        (b"", 1, ""),
        (b"\xef\xbb\xbf \r\n", 1, ""),
        (HEADER.replace("agency,", "").encode(), 1, "agency"),
        (f"{HEADER}\n{KHIN}\n".encode() + b"1003,u,\xe9t\xe9", 3, ""),
        (f"{HEADER}\n{KHIN},more".encode(), 2, ""),
    ],
)
def test_a_file_that_cannot_be_read_says_where(content, line, field):
    report = import_roster(io.BytesIO(content))
    assert (counts(report), told(report.problems)) == ((0, 0, 0, 0), [(line, field)])
    assert not Person.objects.exists()


def test_line_numbers_count_lines_inside_cells_and_empty_lines():
    two_lines = KHIN.replace("Khin Myo", '"Khin\nMyo"')
    file = io.BytesIO(f"{HEADER}\n{two_lines}\n\n{AUNG.replace('MOE', 'NOWHERE')}".encode())
    assert told(import_roster(file).problems) == [(5, "agency")]


def test_problems_are_told_in_the_language_of_the_reader():
    [problem] = import_roster(csv_file(KHIN.replace("GAD", "NOWHERE"))).problems
    with translation.override("en"):
        assert str(problem.message) == "There is no agency with the code “NOWHERE”."


def test_a_roster_confirms_the_names_it_states():
    names = {"name_my": "ခင်မျိုး", "name_en": "Khin Myo"}
    known = PersonFactory(staff_number="1001", is_name_confirmed=False, **names)
    import_roster(csv_file(KHIN, AUNG))
    known.refresh_from_db()
    assert known.is_name_confirmed
    assert Person.objects.get(staff_number="1002").is_name_confirmed


@pytest.mark.parametrize("name", ["W" * 31, "Aung 小龙"])
def test_a_name_that_no_certificate_can_print_is_told_and_left_out(name):
    report = import_roster(csv_file(KHIN, AUNG.replace("Aung Kyaw", name)))
    assert told(report.problems) == [(3, "name_en")]
    assert Person.objects.get(staff_number="1002").name_en == ""


def test_a_name_that_was_destroyed_takes_no_recorded_name_away():
    import_roster(csv_file(KHIN))
    report = import_roster(csv_file(KHIN.replace("ခင်မျိုး", "????????")))
    assert (counts(report), told(report.problems)) == ((0, 0, 0, 1), [(2, "name_my")])
    assert Person.objects.get().name_my == "ခင်မျိုး"


def test_a_workbook_is_imported_as_a_csv_file_is():
    book, file = Workbook(), io.BytesIO()
    for line in (HEADER, KHIN):
        book.active.append(line.split(","))
    book.active["L2"] = dt.datetime(2024, 1, 1)
    book.active["G2"] = 900111222
    book.active.row_dimensions[2].hidden = True
    book.save(file)
    file.seek(0)
    report = import_roster(file)
    assert counts(report) == (1, 0, 0, 0)
    assert told(report.problems) == [(2, ""), (2, "phone")]
    khin = Person.objects.get(staff_number="1001")
    assert (khin.phone, khin.postings.get().valid_from) == ("0900111222", dt.date(2024, 1, 1))
