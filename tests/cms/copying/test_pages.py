"""What a copied page says leads into the copy, and nowhere else."""

import json

from cms.copying.pages import lead_into_copy

MADE = {3: 30}


def test_links_and_lessons_and_quizzes_of_the_original_are_those_of_the_copy():
    rule = [{"type": "group", "value": [{"type": "quiz", "value": {"quiz": 3, "at_least": 3}}]}]
    led = lead_into_copy(
        {
            "body": '<a id="3" linktype="page">a</a><a id="4" linktype="page">b</a>',
            "items": [{"reference": 3, "level": 3}],
            "pass_rule": json.dumps(rule),
        },
        MADE,
    )
    assert 'id="30"' in led["body"]
    assert 'id="4"' in led["body"]
    assert led["items"] == [{"reference": 30, "level": 3}]
    assert json.loads(led["pass_rule"])[0]["value"][0]["value"] == {"quiz": 30, "at_least": 3}


def test_a_rule_whose_quiz_was_left_out_names_it_still():
    rule = json.dumps([{"type": "quiz", "value": {"quiz": 9}}])
    assert json.loads(lead_into_copy({"pass_rule": rule}, MADE)["pass_rule"]) == json.loads(rule)
