"""Questions of QTI 1.2 are read as the systems mean them that write it, Canvas above all."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from courses.interchange import read_questions
from courses.interchange.qti import first_item

pytestmark = pytest.mark.any_database

_LABEL = '<response_label ident="{0}"><material><mattext>{0}</mattext></material></response_label>'
_RESPONSE = (
    '<response_lid ident="response_{name}" rcardinality="{many}"><material><mattext>{name}'
    "</mattext></material><render_choice>{labels}</render_choice></response_lid>"
)


def write_canvas(kind, asked, offered, right, many="Single"):
    """A question of Canvas with several responses, as it leaves its quizzes."""
    responses = "".join(
        _RESPONSE.format(name=name, many=many, labels="".join(map(_LABEL.format, labels)))
        for name, labels in offered.items()
    )
    tests = (
        "".join(f'<varequal respident="response_{name}">{one}</varequal>' for one in values)
        for name, values in right.items()
    )
    conditions = "".join(
        f"<respcondition><conditionvar>{test}</conditionvar>"
        '<setvar varname="SCORE" action="Add">50.00</setvar></respcondition>'
        for test in tests
    )
    return (
        f'<questestinterop><item title="q"><itemmetadata><qtimetadata><qtimetadatafield>'
        f"<fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>"
        f"</qtimetadatafield></qtimetadata></itemmetadata><presentation><material>"
        f"<mattext>{asked}</mattext></material>{responses}</presentation><resprocessing>"
        f"{conditions}</resprocessing></item></questestinterop>"
    ).encode()


def test_canvas_scores_one_word_of_a_gap_and_takes_all_that_it_lists():
    content = write_canvas(
        "fill_in_multiple_blanks_question",
        "Roses are [red], violets are [blue].",
        {"red": ["red", "rot"], "blue": ["blue", "blau"]},
        {"red": ["red"], "blue": ["blue"]},
    )
    [draft] = read_questions(content, "en").drafts
    assert draft.answer_key == {"gaps": {"t1": ["red", "rot"], "t2": ["blue", "blau"]}}
    assert draft.passage == "<p>Roses are [[t1]], violets are [[t2]].</p>"


@pytest.mark.parametrize(
    ("way", "accepted", "told"),
    [
        ('answer_type="dropdown"', ["o1", "o1"], ""),
        ('scoring_algorithm="TextCloseEnough"', ["red", "rot"], "must be exact"),
        ('scoring_algorithm="TextRegex"', None, "looks like its words"),
    ],
)
def test_newer_quizzes_of_canvas_say_of_each_gap_how_it_is_filled(way, accepted, told):
    offered = {"red": ["red", "rot"], "too": ["red", "rot"]}
    right = {name: ["red"] for name in offered}
    kind = "fill_in_multiple_blanks_question"
    content = write_canvas(kind, "A [red] rose, [too].", offered, right)
    with translation.override("en"):
        reading = read_questions(
            content.replace(b"<response_label", f"<response_label {way}".encode())
        )
        assert all(told in str(one.reason) for one in reading.refusals + reading.notes)
    assert bool(reading.drafts) == bool(accepted)
    for draft in reading.drafts:
        keys = draft.answer_key["gaps"].values()
        assert [*keys] == ([["o1"]] * 2 if draft.options else [accepted] * 2)


def test_groups_of_canvas_are_read_unless_a_thing_belongs_to_none():
    def read(things):
        offered = dict.fromkeys(("Animal", "Plant"), things)
        right = {"Animal": ["cat", "cow"], "Plant": ["rose"]}
        kind = "categorization_question"
        return read_questions(write_canvas(kind, "Sort.", offered, right, "Multiple"), "en")

    [draft] = read(["cat", "rose", "cow"]).drafts
    assert draft.targets == {"t1": "Animal", "t2": "Plant"}
    assert draft.answer_key == {"pairs": {"o1": "t1", "o2": "t2", "o3": "t1"}}
    with translation.override("en"):
        [refusal] = read(["cat", "rose", "cow", "stone"]).refusals
        assert "no category" in str(refusal.reason)


def test_what_is_said_of_answers_is_cleaned_once_and_no_question_may_be_endless(monkeypatch):
    cleaned = []
    monkeypatch.setattr(first_item, "clean_told", lambda html: cleaned.append(html) or html)
    labels = '<response_label ident="a{0}"><mattext>{0}</mattext></response_label>'
    chosen = '<respcondition><conditionvar><varequal respident="r">a{0}</varequal></conditionvar>'
    chosen += '<displayfeedback linkrefid="f{0}"/></respcondition>'
    said = '<itemfeedback ident="f{0}"><mattext>Told {0}</mattext></itemfeedback>'

    def read(count):
        offered, conditions, told = (
            "".join(one.format(n) for n in range(count)) for one in (labels, chosen, said)
        )
        return read_questions(
            f"<questestinterop><item><presentation><mattext>Which?</mattext>"
            f'<response_lid ident="r">{offered}</response_lid></presentation><resprocessing>'
            f'<respcondition><conditionvar><varequal respident="r">a1</varequal></conditionvar>'
            f'<setvar varname="SCORE">100</setvar></respcondition>{conditions}</resprocessing>'
            f"{told}</item></questestinterop>".encode()
        )

    [draft] = read(4).drafts
    assert len(draft.option_feedback) == len(cleaned) == 4
    [refusal] = read(400).refusals
    assert str(refusal.reason) == gettext("It has more parts than a phone can show.")
    assert len(cleaned) == 4
