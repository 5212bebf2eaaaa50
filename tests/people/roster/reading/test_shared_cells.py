"""What several people of a file have is given to none of them."""

from people.imports.report import Problem
from people.roster.reading.parsing import parse_roster
from tests.people.roster.rosters import AUNG, KHIN, csv_file, told


def test_contacts_of_two_people_are_left_out_on_both_lines():
    same_contacts = AUNG.replace("male,,", "male,khin@mail.example,0900111222")
    roster = parse_roster(csv_file(KHIN, same_contacts))
    assert [row.line for row in roster.rows] == [2, 3]
    assert not any({"email", "phone"} & row.person.keys() for row in roster.rows)
    assert told(roster.problems) == [(2, "email"), (2, "phone"), (3, "email"), (3, "phone")]
    assert {problem.kind for problem in roster.problems} == {Problem.Kind.CHECK}


def test_another_spelling_of_a_phone_is_the_same_phone():
    same_phone = AUNG.replace("male,,", "male,,+95 900 111 222")
    assert told(parse_roster(csv_file(KHIN, same_phone)).problems) == [(2, "phone"), (3, "phone")]


def test_somebody_who_stands_in_the_file_twice_keeps_their_contacts():
    roster = parse_roster(csv_file(KHIN, KHIN))
    assert [row.person["phone"] for row in roster.rows] == ["0900111222"]
    assert told(roster.problems) == [(3, "staff_number")]
