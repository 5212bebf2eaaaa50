"""The texts of the demo's courses, in both languages."""

import pytest

from cms.demo.content.loading import list_files
from cms.demo.content.reading import (
    COURSES_FOLDER,
    course_lessons,
    course_quizzes,
    find_texts,
    list_course_folders,
    read_course,
)
from courses.models import ItemVersion
from people.text.spelling import clean
from people.text.zawgyi import zawgyi_probability

FOLDERS = list_course_folders()
FILE_LIMIT = {"video": 100_000, "audio": 100_000}
ALL_THAT_APPLY = {"en": "Choose all that apply.", "my": "သက်ဆိုင်သည့်အဖြေအားလုံးကို ရွေးပါ။"}

every_course = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def items_of(course):
    """Questions with options to tick."""
    return [item for item in every_item_of(course) if "parts" not in item]


def every_item_of(course):
    return [item for quiz in course_quizzes(course) for item in quiz["items"]]


def test_there_are_four_courses():
    assert [folder.name for folder in FOLDERS] == [
        "first-hour-of-an-incident",
        "judging-information",
        "protecting-personal-data",
        "safe-sign-in",
    ]


@every_course
def test_every_text_is_written_in_both_languages(folder):
    assert [words for words in find_texts(read_course(folder)) if not all(words.values())] == []


@every_course
def test_burmese_is_stored_clean_and_in_unicode(folder):
    for words in find_texts(read_course(folder)):
        assert clean(words["my"]) == words["my"]
        assert zawgyi_probability(words["my"]) < 0.05


@every_course
def test_every_item_has_a_right_and_a_wrong_answer(folder):
    for item in items_of(read_course(folder)):
        more = {"picture", "tags", "skill", "level"}
        assert item.keys() - more == {"stem", "options", "feedback"}
        known = {"en", "my", "right", "keeps_place", "drawing"}
        assert all(option.keys() <= known for option in item["options"])
        right = [option for option in item["options"] if option.get("right")]
        assert 0 < len(right) < len(item["options"])


@every_course
def test_a_question_with_several_answers_says_so_in_both_languages(folder):
    for item in items_of(read_course(folder)):
        several = sum(option.get("right", False) for option in item["options"]) > 1
        for language, words in ALL_THAT_APPLY.items():
            assert (words in item["stem"][language]) == several, item["stem"]


def test_one_bank_has_every_kind_and_its_quiz_draws_none_that_waits_for_a_marker():
    (quiz,) = course_quizzes(read_course(COURSES_FOLDER / "first-hour-of-an-incident"))
    kinds = {item["kind"] for item in quiz["items"] if "kind" in item} | {"single", "multiple"}
    assert kinds == set(ItemVersion.Kind.values)
    (essay,) = (item for item in quiz["items"] if item.get("kind") == "essay")
    # Each section asks for a tag or a skill, and the essay has neither of them.
    assert all(section.keys() & {"tag", "skill"} for section in quiz["sections"])
    assert essay["tags"] not in {section.get("tag") for section in quiz["sections"]}
    assert "skill" not in essay


def test_files_of_lessons_are_there_and_light():
    for folder in FOLDERS:
        for lesson in course_lessons(read_course(folder)):
            for kind, value in (one for block in lesson["body"] for one in block.items()):
                for name, *_rest in list_files(kind, value):
                    assert (folder / name).stat().st_size < FILE_LIMIT.get(kind, 30_000)


def test_the_main_course_is_as_long_as_promised():
    course = read_course(COURSES_FOLDER / "protecting-personal-data")
    assert (len(course["modules"]), len(course_lessons(course))) == (3, 8)
    assert (len(course["final"]["items"]), course["final"]["draw_count"]) == (15, 8)


def test_a_video_a_recording_and_a_document_are_there_to_be_tried():
    lessons = [one for folder in FOLDERS for one in course_lessons(read_course(folder))]
    kinds = {kind for lesson in lessons for block in lesson["body"] for kind in block}
    assert {"video", "audio", "download"} <= kinds
