"""What a rule asks is said in words, in the language of the reader."""

import pytest
from django.utils.translation import override

from people.audiences import PeopleRule, describe_rule

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_each_part_is_said_with_its_heading(tree, english):
    rule = PeopleRule(tree["GAD"].pk, True, ("officer", "clerk"), 3, 7, 30)
    assert describe_rule(rule, tree["MOHA"]) == [
        ("Unit", f"{tree['GAD'].names['en']} only"),
        ("Position", "officer, or clerk"),
        ("Grade", "3–7"),
        ("Came here", "In the last 30 days"),
    ]
    all_there = [("Unit", f"{tree['MOHA'].names['en']} and units below")]
    assert describe_rule(PeopleRule(), tree["MOHA"]) == all_there


def test_one_grade_and_an_open_end_are_no_range(tree):
    with override("my"):
        one, up = PeopleRule(grade_from=5, grade_to=5), PeopleRule(grade_from=5)
        assert describe_rule(one, tree["MM"])[1][1] == "၅"
        assert describe_rule(up, tree["MM"])[1][1] == "၅–"


def test_what_can_be_asked_no_more_is_said_to_find_nobody(tree, english):
    told = dict(describe_rule(PeopleRule(asked={"gone": "1"}), tree["MM"]))
    assert told["gone"] == "1"
    assert "nobody is found" in told["Note"]
