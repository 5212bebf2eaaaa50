"""Pictures and sounds come with questions, are kept once, and leave with them again."""

from dataclasses import replace

import pytest
from django.db import transaction
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.models import BankPage
from cms.question_files import bring_file, confirm_file, take_questions, work_on_file
from cms.question_files.fitting import read_bank
from cms.questions.drafts import read_item
from cms.questions.media import list_chosen
from courses.interchange import FORMATS, DraftMedia, ItemDraft, digest_draft, read_questions
from courses.interchange.drafts import DraftPart
from courses.interchange.shapes import (
    shape_categories,
    shape_choice,
    shape_essay,
    shape_matching,
)
from tests.cms import factories as f
from tests.courses.interchange.drafting import pack_written
from tests.courses.items.pictures import draw_picture
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SOUND = b"\xff\xfb\x90\x44" + b"\0" * 300


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def bank(shelf):
    return f.put_bank(shelf)


@pytest.fixture
def draft():
    media = {
        "stem": DraftMedia("the right one.png", draw_picture("red"), "A red square"),
        "o1": DraftMedia("right.png", draw_picture("red"), ""),
        "o2": DraftMedia("wrong.mp3", SOUND, "It says green.", is_sound=True),
    }
    base = ItemDraft(kind="", stem="<p>Which?</p>", answer_key=None, language="en", media=media)
    return shape_choice(base, [("", True), ("Listen", False)], is_multiple=False)


def bring(bank, content, person):
    file = bring_file(bank, content, file_name="questions", by=person)
    work_on_file(file.pk)
    assert confirm_file(file, by=person)
    work_on_file(file.pk)
    file.refresh_from_db()
    return file


@pytest.mark.parametrize("name", ["moodle", "qti21", "xlsx"])
def test_they_arrive_once_and_go_round(bank, draft, name):
    person = PersonFactory()
    drafts = [draft, replace(draft, stem="<p>Which again?</p>")]
    file = bring(bank, pack_written(FORMATS[name].write(drafts)), person)
    assert (file.state, file.created, file.refused) == ("arrived", 2, 0)
    assert any("without words" in one["reason"]["en"] for one in file.notices)
    # Each file is kept once, in the agency's collection, under a name that nobody guesses.
    assert (Image.objects.count(), Document.objects.count()) == (1, 1)
    picture = Image.objects.get()
    assert picture.collection.name == "MOE"
    assert "right" not in picture.file.name
    # Read anew: the page of before knows an older version.
    now = BankPage.objects.get(pk=bank.pk)
    written = read_bank(now)
    item = list(written.items.all())[-1]
    assert [one.words for one in list_chosen(item).values()] == [
        "A red square",
        "",
        "It says green.",
    ]
    # Its draft waits for the words that the file did not have.
    assert [one.words for one in written.list_problems()] == [
        f"Question {place}: a picture has no words. Write what it shows." for place in (3, 4)
    ]
    keys = {str(item.translation_key)}
    taken = take_questions([now], name, keys=keys, by=person).content
    assert b"right.png" not in taken
    again = read_questions(taken, "en").drafts[0]
    assert digest_draft(again) == digest_draft(drafts[1])
    assert [one.words for one in again.media.values()] == [
        one.words for one in draft.media.values()
    ]
    # The same questions are known again, and no picture comes twice.
    second = bring_file(now, taken, file_name="again", by=person)
    work_on_file(second.pk)
    second.refresh_from_db()
    assert (second.created, second.known) == (0, 1)


def test_what_a_killed_worker_left_of_them_is_written_over(bank, draft, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = pack_written(FORMATS["qti21"].write([draft]))
    file = bring_file(bank, content, file_name="questions", by=PersonFactory())
    work_on_file(file.pk)
    assert confirm_file(file, by=file.by)
    with transaction.atomic():
        work_on_file(file.pk)
        # As when it is killed: the files are there, the rows are not.
        transaction.set_rollback(True)
    left = {path.name for path in tmp_path.rglob("*.*")}
    assert (len(left), Image.objects.count()) == (2, 0)
    work_on_file(file.pk)
    stored = [Image.objects.get().file.path, Document.objects.get().file.path]
    assert sorted(str(path) for path in tmp_path.rglob("*.*")) == sorted(stored)


def test_an_essay_is_known_again_by_what_it_asks_and_how_it_is_marked(bank):
    base = ItemDraft(kind="", stem="<p>Report.</p>", answer_key=None, language="en")
    drafts = [shape_essay(base), shape_essay(base, [("What happened", 4), ("When", 3)])]
    person, content = PersonFactory(), FORMATS["csv"].write(drafts).content
    assert bring(bank, content, person).created == 2
    now = BankPage.objects.get(pk=bank.pk)
    second = bring_file(now, content, file_name="again", by=person)
    work_on_file(second.pk)
    second.refresh_from_db()
    assert (second.created, second.known) == (0, 2)


def test_pictures_of_both_sides_and_of_groups_go_round(bank):
    def part(colour, words):
        media = DraftMedia(f"{colour}.png", draw_picture(colour), f"A {colour} sign")
        return DraftPart(words, media)

    base = ItemDraft(kind="", stem="<p>Which?</p>", answer_key=None, language="en")
    pairs = [(part("red", ""), part("blue", "")), ("Go", part("blue", "")), ("Run", "Now")]
    drafts = [
        shape_matching(base, pairs, [part("green", "Wait"), part("red", "Wait")]),
        shape_categories(base, [(part("red", ""), "Stop"), (part("blue", "Go!"), "Go")]),
    ]
    person, content = PersonFactory(), FORMATS["qti21"].write(drafts).content
    assert bring(bank, content, person).created == 2
    assert Image.objects.count() == 3
    now = BankPage.objects.get(pk=bank.pk)
    matching, _sorting = list(read_bank(now).items.all())[-2:]
    # A picture in the place of words is offered once to the two lines that it belongs to.
    assert len(read_item(matching)["options"]) == 4
    matching.clean()
    taken = take_questions([now], "qti21", by=person).content
    again = read_questions(taken, "en").drafts[-2:]
    assert [digest_draft(one) for one in again] == [digest_draft(one) for one in drafts]
    second = bring_file(now, content, file_name="again", by=person)
    work_on_file(second.pk)
    second.refresh_from_db()
    assert (second.created, second.known) == (0, 2)


def test_what_is_no_picture_is_refused_by_its_content(draft):
    def read(content):
        media = {**draft.media, "stem": DraftMedia("picture.png", content, "A square")}
        written = FORMATS["moodle"].write([replace(draft, media=media)]).content
        reading = read_questions(written, "en")
        return [str(one.reason) for one in reading.refusals]

    assert read(draw_picture()) == []
    for hostile in (b"<svg onload='x'/>", b"<html>", b"%PDF-1.7"):
        assert "not a picture" in read(hostile)[0]
    assert "cut off" in read(draw_picture(size=(600, 600))[:-60])[0]
    # A few hundred bytes that would become gigabytes.
    bomb = bytearray(draw_picture())
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    assert read(bytes(bomb))
