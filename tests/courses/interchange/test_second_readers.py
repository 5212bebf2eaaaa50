"""What we write means the same to readers of other projects: gift-pegjs and qti-convert."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from courses.interchange import FORMATS, ItemDraft, read_questions
from courses.interchange.shapes import (
    Gap,
    shape_categories,
    shape_choice,
    shape_cloze,
    shape_essay,
    shape_matching,
    shape_number,
    shape_order,
    shape_select_text,
    shape_short_text,
    shape_true_false,
)
from tests.services import run_node

pytestmark = [pytest.mark.services, pytest.mark.any_database]

SCRIPT = Path(__file__).parent / "second_readers.mjs"
BASE = ItemDraft(kind="", stem="<p>မည်သူ လက်မှတ်ထိုးသနည်း။</p>", answer_key=None, language="my")
DRAFTS = [
    shape_choice(BASE, [("ညွှန်ကြားရေးမှူး", True), ("စာရေး ~ {1}", False)], is_multiple=False),
    shape_choice(BASE, [("a = 1", True), ("b : 2", True), ("c # 3", False)], is_multiple=True),
    shape_true_false(BASE, is_true=False),
    shape_matching(BASE, [("red", "stop"), ("green", "go")], ["stop", "go", "wait"]),
    shape_number(BASE, "2.5", "0.1"),
    shape_short_text(BASE, ["ရုံး", "office"]),
    shape_essay(BASE),
    shape_categories(BASE, [("cat", "animal"), ("rose", "plant")], ["animal", "plant"]),
    shape_order(BASE, ["first", "second", "third"]),
    shape_cloze(BASE, "<p>Two and two are [[t1]].</p>", [Gap(["four"], [])], []),
    shape_select_text(BASE, "<p>[[o1]] or [[o2]]</p>", [("this", True), ("that", False)]),
]
HELD_BY_GIFT = 7  # the first; the others are refused by name


@pytest.fixture(scope="module")
def understood(tmp_path_factory):
    drafts = [replace(draft, source_name=f"q{n}") for n, draft in enumerate(DRAFTS, 1)]
    package = FORMATS["qti21"].write(drafts).content
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        items = [files.read(f"items/q{n:05}.xml").decode() for n in range(1, len(drafts) + 1)]
    path = tmp_path_factory.mktemp("readers") / "questions.json"
    gift = FORMATS["gift"].write(drafts[:HELD_BY_GIFT]).content.decode("utf-8-sig")
    path.write_text(json.dumps({"gift": gift, "items": items}))
    found = run_node(SCRIPT, path, capture_output=True, check=True)
    return drafts, json.loads(found.stdout)


def test_gift_is_read_by_another_parser_with_its_right_answers(understood):
    questions = [one for one in understood[1]["gift"] if one["type"] != "Category"]
    single, multiple, truth, pairs, numeric, short, essay = questions
    assert [one["type"] for one in questions] == (
        ["MC", "MC", "TF", "Matching", "Numerical", "Short", "Essay"]
    )
    assert [(c["text"]["text"], c["isCorrect"]) for c in single["choices"]] == [
        ("ညွှန်ကြားရေးမှူး", True),
        ("စာရေး ~ {1}", False),
    ]
    assert [c["text"]["text"] for c in multiple["choices"] if (c["weight"] or 0) > 0] == [
        "a = 1",
        "b : 2",
    ]
    assert truth["isTrue"] is False
    asked = [(p["subquestion"]["text"], p["subanswer"]) for p in pairs["matchPairs"]]
    assert asked[:2] == [("red", "stop"), ("green", "go")]
    assert [answer for _left, answer in asked] == ["stop", "go", "wait"]
    number = numeric["choices"]
    number = number[0]["text"] if isinstance(number, list) else number
    assert (number["number"], number["range"]) == (2.5, 0.1)
    assert [c["text"]["text"] for c in short["choices"]] == ["ရုံး", "office"]
    assert "လက်မှတ်" in essay["stem"]["text"]


def test_qti_that_another_project_converts_is_the_same_question(understood):
    drafts, answer = understood
    for draft, item in zip(drafts, answer["items"], strict=True):
        reading = read_questions(item.encode(), "my")
        assert [replace(one, source_name=draft.source_name) for one in reading.drafts] == [draft]
