"""Headings are recognised in either language, in any order, below titles; the rest is asked."""

import io

from people.roster.reading.headings import name_headings
from people.roster.reading.parsing import parse_roster

BURMESE = """ဝန်ကြီးဌာန၏ ဝန်ထမ်းစာရင်း;;;
၂၀၂၆ ခုနှစ်;;;

စဉ်;ဝန်ထမ်းအမှတ်;အမည်;ရာထူး;အဆင့်;ဌာနကုဒ်;စတင်သည့်နေ့
၁;၁၀၀၂;ခင်မျိုး;စာရေး;၅;GAD;၂၀၂၄-၀၁-၀၁
၂;1003;Aung Kyaw;Clerk;;GAD;2024-01-01
"""
OWN_WORDS = "Emp;Nom;Bureau;Debut\n1001;Khin Myo;GAD;2024-01-01\n"
TOLD = {"staff_number": "Emp", "name_en": "Nom", "agency": "Bureau", "from": "Debut"}
LACKING = {"name_my": "", "position_my": "", "grade": ""}


def parse(text, told=None, *, home="", encoding="utf-8"):
    return parse_roster(io.BytesIO(text.encode(encoding)), told, home=home)


def test_titles_are_passed_over_and_headings_in_burmese_are_known():
    roster = parse(BURMESE, encoding="utf-16")
    assert [(row.line, row.staff_number, row.agency) for row in roster.rows] == [
        (5, "1002", "GAD"),
        (6, "1003", "GAD"),
    ]
    assert [row.person for row in roster.rows] == [{"name_my": "ခင်မျိုး"}, {"name_en": "Aung Kyaw"}]
    assert [row.position for row in roster.rows] == [{"my": "စာရေး"}, {"en": "Clerk"}]
    assert [(one.line, one.field) for one in roster.problems] == [(1, "")]
    assert roster.choice.columns["from"] == "စတင်သည့်နေ့"


def test_what_nobody_knows_is_asked_with_the_first_lines():
    roster = parse(OWN_WORDS)
    assert roster.rows == []
    assert roster.choice.unknown == ["Emp", "Nom", "Bureau", "Debut"]
    assert roster.choice.can_be_asked
    assert roster.first_cells == [["1001", "Khin Myo", "GAD", "2024-01-01"]]
    assert not parse("one\n1\n").choice.can_be_asked


def test_what_an_office_said_is_read_and_not_asked_again():
    [row] = parse(OWN_WORDS, TOLD | LACKING).rows
    assert (row.staff_number, row.agency, row.person) == ("1001", "GAD", {"name_en": "Khin Myo"})
    [row] = parse(OWN_WORDS, TOLD | LACKING | {"agency": ""}, home="MOHA").rows
    assert row.agency == "MOHA"


def test_a_file_that_only_lacks_what_may_be_empty_is_read_with_a_note():
    roster = parse("staff_number,name_en,agency,from\n1001,Khin Myo,GAD,2024-01-01\n")
    assert [row.grade for row in roster.rows] == [None]
    assert [(one.line, one.is_wrong) for one in roster.problems] == [(1, False)]


def test_a_heading_that_may_be_two_columns_is_none():
    headings = ["Staff No.", "Name", "Name", "Tel", "Mobile"]
    unsure = ["staff_number", "Name (1)", "Name (2)", "Tel", "Mobile"]
    assert name_headings(headings, {}) == unsure
    told = {"name_my": "Name (2)", "phone": "Mobile"}
    assert name_headings(headings, told)[1:] == ["name", "name_my", "Tel", "phone"]
