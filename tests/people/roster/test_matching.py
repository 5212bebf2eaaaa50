"""The rows of a roster are compared with what is recorded."""

import datetime as dt

import pytest
from django.utils.translation import override

from people.models import Agency, Person, Posting
from people.roster.importing import import_roster
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.roster.rosters import AUNG, HEADER, KHIN, counts, csv_file, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agencies")]


def test_a_new_place_moves_and_a_new_phone_updates():
    import_roster(csv_file(KHIN, AUNG))
    moved = KHIN.replace("GAD", "MOE").replace("2024-01-01", "2025-05-01")
    reachable = AUNG.replace("male,,", "male,,0900333444")
    assert counts(import_roster(csv_file(moved, reachable))) == (0, 1, 1, 0)
    khin = Person.objects.get(staff_number="1001")
    assert list(khin.postings.values_list("agency__code", "valid_to")) == [
        ("GAD", dt.date(2025, 5, 1)),
        ("MOE", None),
    ]
    assert Person.objects.get(staff_number="1002").phone == "0900333444"


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


@pytest.mark.parametrize("cells", [",,Clerk,9,", ",စာရေး,,9,", ",စာရေး,Clerk,,", ",,,,"])
def test_empty_cells_of_a_posting_take_nothing_away(cells):
    import_roster(csv_file(KHIN))
    report = import_roster(csv_file(KHIN.replace(",စာရေး,Clerk,9,", cells)))
    assert counts(report) == (0, 0, 0, 1)
    posting = Posting.objects.get()
    assert (posting.position, posting.grade) == ({"my": "စာရေး", "en": "Clerk"}, 9)


def test_columns_that_are_not_there_take_nothing_away():
    import_roster(csv_file(KHIN))
    header = "staff_number,name_my,name_en,agency,position_my,grade,from"
    line = "1001,ခင်မျိုး,Khin Myo,GAD,စာရေး,,2024-01-01"
    assert counts(import_roster(csv_file(line, header=header))) == (0, 0, 0, 1)
    assert Posting.objects.get().position == {"my": "စာရေး", "en": "Clerk"}


def test_another_position_in_one_language_is_another_one_in_both():
    import_roster(csv_file(KHIN))
    promoted = KHIN.replace(",စာရေး,Clerk,9,2024", ",အရာရှိ,,,2025")
    assert counts(import_roster(csv_file(promoted))) == (0, 0, 1, 0)
    posting = Posting.objects.get(valid_to=None)
    assert (posting.position, posting.grade) == ({"my": "အရာရှိ"}, 9)


@pytest.mark.parametrize("day", ["2023-05-01", "2024-05-01"])
def test_another_day_of_the_same_posting_is_told_and_not_written(day):
    import_roster(csv_file(KHIN))
    report = import_roster(csv_file(KHIN.replace("2024-01-01", day)))
    assert (counts(report), told(report.problems)) == ((0, 0, 0, 1), [(2, "from")])
    assert not report.problems[0].is_wrong
    assert Posting.objects.get().valid_from == dt.date(2024, 1, 1)


LEAVES = {"header": f"{HEADER},left_on"}


def test_a_day_of_leaving_ends_the_posting_and_keeps_the_person():
    import_roster(csv_file(KHIN))
    report = import_roster(csv_file(f"{KHIN},2025-06-01", **LEAVES))
    assert (counts(report), report.problems) == ((0, 1, 0, 0), [])
    [change] = report.changes
    assert [posting.valid_to for posting in change.after["postings"]] == [dt.date(2025, 6, 1)]
    assert Posting.objects.get().valid_to == dt.date(2025, 6, 1)
    assert Person.objects.get().is_active
    # The same file again says nothing new, and one that lists the person as before is told.
    assert counts(import_roster(csv_file(f"{KHIN},2025-06-01", **LEAVES))) == (0, 0, 0, 1)
    assert told(import_roster(csv_file(KHIN)).problems) == [(2, "from")]


def test_somebody_new_may_have_left_already_and_comes_back():
    import_roster(csv_file(f"{KHIN},2025-06-01", **LEAVES))
    assert Posting.objects.get().valid_to == dt.date(2025, 6, 1)
    assert counts(import_roster(csv_file(KHIN.replace("2024-01-01", "2025-09-01")))) == (
        0,
        0,
        1,
        0,
    )
    assert Posting.objects.count() == 2


def test_nobody_leaves_before_the_day_that_is_recorded():
    import_roster(csv_file(KHIN))
    early = f"{KHIN.replace('2024-01-01', '2023-01-01')},2023-06-01"
    assert told(import_roster(csv_file(early, **LEAVES)).problems) == [(2, "from")]


def test_an_old_roster_says_of_whom_has_left_when_that_was():
    import_roster(csv_file(f"{KHIN},2024-06-01", **LEAVES))
    [problem] = import_roster(csv_file(KHIN)).problems
    with override("my"):
        assert "၂၀၂၄-၀၆-၀၁ တွင် ပြီးဆုံးခဲ့ပါသည်" in str(problem.message)


def test_a_move_into_the_past_is_told_and_not_written():
    import_roster(csv_file(KHIN))
    early = KHIN.replace("GAD", "MOE").replace("2024", "2023").replace("0900111222", "0900111223")
    report = import_roster(csv_file(early))
    assert (counts(report), told(report.problems)) == ((0, 0, 0, 0), [(2, "from")])
    assert Person.objects.get().phone == "0900111222"


def test_a_closed_agency_takes_nobody():
    Agency.objects.filter(code="GAD").update(valid_to=dt.date(2023, 1, 1))
    assert told(import_roster(csv_file(KHIN)).problems) == [(2, "agency")]


def test_queries_do_not_grow_with_the_roster(django_assert_max_num_queries):
    lines = [KHIN.replace("1001", str(n)).replace("khin@", f"{n}@") for n in range(2000, 2200)]
    lines = [line.replace("0900111222", "") for line in lines]
    with django_assert_max_num_queries(24):
        import_roster(csv_file(*lines))
    with django_assert_max_num_queries(21):
        import_roster(csv_file(*lines))


def test_a_move_keeps_history_of_people_posted_elsewhere():
    person = PersonFactory(staff_number="1001", name_my="ခင်မျိုး", name_en="Khin Myo")
    PostingFactory(person=person, valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2021, 1, 1))
    assert counts(import_roster(csv_file(KHIN))) == (0, 0, 1, 0)
    assert person.postings.count() == 2
