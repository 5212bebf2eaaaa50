import datetime as dt
import io
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from people.imports.report import Problem
from people.models import Agency, Person, Posting
from people.postings import posting_on
from people.roster.importing import import_roster, parse_roster
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db

HEADER = (
    "staff_number,honorific,name_my,name_en,gender,email,phone,"
    "agency,position_my,position_en,grade,from"
)
KHIN = "1001,daw,ခင်မျိုး,Khin Myo,female,khin@mail.example,0900111222,GAD,စာရေး,Clerk,9,2024-01-01"
AUNG = "1002,u,အောင်ကျော်,Aung Kyaw,male,,,MOE,စာရေး,Clerk,9,2024-01-01"
ERRORS = settings.BASE_DIR / "data" / "demo" / "roster_with_errors.csv"


def csv_file(*lines, header=HEADER, encoding="utf-8"):
    return io.BytesIO("\r\n".join([header, *lines]).encode(encoding))


def counts(report):
    return report.created, report.updated, report.moved, report.unchanged


def told(problems):
    return [(problem.line, problem.field) for problem in problems]


@pytest.fixture(autouse=True)
def agencies():
    return [AgencyFactory(code=code) for code in ("GAD", "MOE")]


def test_people_are_created_with_their_postings():
    at = timezone.now() - dt.timedelta(days=400)
    report = import_roster(csv_file(KHIN, AUNG), at=at)
    assert (counts(report), report.problems) == ((2, 0, 0, 0), [])
    khin = Person.objects.get(staff_number="1001")
    assert khin.name_in("en") == "Daw Khin Myo"
    assert khin.name_key
    assert (khin.date_joined, khin.has_usable_password()) == (at, False)
    posting = posting_on(khin, dt.date(2024, 1, 1))
    assert (posting.agency.code, posting.grade) == ("GAD", 9)
    assert posting.position == {"my": "စာရေး", "en": "Clerk"}


def test_importing_again_changes_nothing():
    import_roster(csv_file(KHIN, AUNG))
    assert counts(import_roster(csv_file(KHIN, AUNG))) == (0, 0, 0, 2)
    assert Posting.objects.count() == 2


def test_a_new_place_moves_and_a_new_name_updates():
    import_roster(csv_file(KHIN, AUNG))
    moved = KHIN.replace("GAD", "MOE").replace("2024-01-01", "2025-05-01")
    renamed = AUNG.replace("Aung Kyaw", "Aung Kyaw Moe")
    assert counts(import_roster(csv_file(moved, renamed))) == (0, 1, 1, 0)
    khin = Person.objects.get(staff_number="1001")
    assert list(khin.postings.values_list("agency__code", "valid_to")) == [
        ("GAD", dt.date(2025, 5, 1)),
        ("MOE", None),
    ]
    assert Person.objects.get(staff_number="1002").name_en == "Aung Kyaw Moe"


def test_another_place_from_the_same_day_is_a_correction():
    import_roster(csv_file(KHIN))
    assert counts(import_roster(csv_file(KHIN.replace("GAD", "MOE")))) == (0, 1, 0, 0)
    assert Posting.objects.get().agency.code == "MOE"


def test_empty_cells_take_nothing_away():
    import_roster(csv_file(KHIN))
    report = import_roster(
        csv_file(KHIN.replace("khin@mail.example", "").replace("0900111222", ""))
    )
    assert counts(report) == (0, 0, 0, 1)
    assert Person.objects.get().email == "khin@mail.example"


def test_a_move_into_the_past_is_told_and_not_written():
    import_roster(csv_file(KHIN))
    early = KHIN.replace("GAD", "MOE").replace("2024", "2023").replace("Khin Myo", "Khin Mya")
    report = import_roster(csv_file(early))
    assert (counts(report), told(report.problems)) == ((0, 0, 0, 0), [(2, "from")])
    assert Person.objects.get().name_en == "Khin Myo"


def test_contacts_of_somebody_else_are_told_and_not_taken():
    PersonFactory(email="khin@mail.example")
    PersonFactory(phone="0900111222")
    report = import_roster(csv_file(KHIN, AUNG))
    assert (counts(report), told(report.problems)) == ((1, 0, 0, 0), [(2, "email")])


def test_a_closed_agency_takes_nobody():
    Agency.objects.filter(code="GAD").update(valid_to=dt.date(2023, 1, 1))
    assert told(import_roster(csv_file(KHIN)).problems) == [(2, "agency")]


def test_a_sign_in_name_that_is_taken_does_not_stop_an_official():
    PersonFactory(username="1001", staff_number=None)
    assert counts(import_roster(csv_file(KHIN))) == (1, 0, 0, 0)
    assert Person.objects.get(staff_number="1001").username.startswith("1001.")


def test_the_sample_with_errors_tells_each_and_writes_the_rest():
    for code in ("GAD-MMR010008", "DBE-MMR017008"):
        AgencyFactory(code=code)
    report = import_roster(ERRORS)
    assert counts(report) == (4, 0, 0, 0)
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
    assert kinds == {Problem.Kind.CONVERTED: 1, Problem.Kind.CHECK: 1, Problem.Kind.WRONG: 9}
    as_written = ERRORS.read_text().splitlines()[3].split(",")[2]
    assert as_written in str(report.problems[0].message)
    aung = Person.objects.get(staff_number="300002")
    assert (aung.honorific, aung.phone, aung.name_my) == ("u", "0900300002", "အောင်ကျော်မိုး")
    assert aung.postings.get().valid_from == dt.date(2022, 6, 15)
    assert Person.objects.get(staff_number="300003").name_my == "ခင်မျိုးမြင့်"
    assert Person.objects.count() == Posting.objects.count() == 4


def test_a_byte_order_mark_and_semicolons_are_read():
    lines = [line.replace(",", ";") for line in (KHIN, AUNG)]
    file = csv_file(*lines, header=HEADER.replace(",", ";"), encoding="utf-8-sig")
    assert len(parse_roster(file).rows) == 2


@pytest.mark.parametrize(
    ("content", "line", "field"),
    [
        (b"", 1, ""),
        (b"\xef\xbb\xbf \r\n", 1, ""),
        (HEADER.replace("agency,", "").encode(), 1, "agency"),
        (f"{HEADER}\n{KHIN}\n".encode() + b"1003,u,\xe9t\xe9", 3, ""),
        (f"{HEADER}\n{KHIN}".encode("utf-16"), 1, ""),
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


def test_queries_do_not_grow_with_the_roster(django_assert_max_num_queries):
    lines = [KHIN.replace("1001", str(n)).replace("khin@", f"{n}@") for n in range(2000, 2200)]
    lines = [line.replace("0900111222", "") for line in lines]
    with django_assert_max_num_queries(16):
        import_roster(csv_file(*lines))
    with django_assert_max_num_queries(8):
        import_roster(csv_file(*lines))


def test_a_move_keeps_history_of_people_posted_elsewhere():
    person = PersonFactory(staff_number="1001")
    PostingFactory(person=person, valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2021, 1, 1))
    assert counts(import_roster(csv_file(KHIN))) == (0, 0, 1, 0)
    assert person.postings.count() == 2


def test_the_command_prints_the_report_and_fails_on_wrong_lines(tmp_path, capsys):
    path = tmp_path / "roster.csv"
    path.write_bytes(csv_file(KHIN, AUNG.replace("MOE", "NOWHERE")).getvalue())
    with pytest.raises(CommandError):
        call_command("import_roster", str(path))
    out, err = capsys.readouterr()
    assert "1 created" in out
    assert "Line 3, agency" in err
