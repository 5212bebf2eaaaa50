"""Notes at questions to oneself: kept, joined, deleted, erased; read by nobody else."""

import uuid

import pytest

from courses.models import LONGEST_NOTE, ReflectionNote
from courses.reflection import NoteTooLong, list_notes, load_notes, save_note
from courses.reflection.notes import name_state
from people.privacy.erasure import erase_person
from tests.courses.addresses import lesson as lesson_address
from tests.courses.factories import make_course, make_lesson
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BLOCK = uuid.UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")


@pytest.fixture
def lesson():
    text = f'<div id="note-{BLOCK}"><p>Why?</p><div data-note="{BLOCK}"></div></div>'
    return make_lesson(make_course(slug="data"), html=text).lesson


def read_note(person, lesson):
    note = load_notes(person, lesson).get(BLOCK)
    return note.words if note else ""


def test_two_devices_at_once_lose_nothing(lesson):
    person = PersonFactory()
    assert not save_note(person, lesson, BLOCK, " On the  phone.\nTwice ")
    seen = name_state(load_notes(person, lesson)[BLOCK])
    assert save_note(person, lesson, BLOCK, "On the desk.", seen="")
    assert read_note(person, lesson) == "On the phone.\nTwice\n\nOn the desk."
    # A form from before does not delete what was written since; one that knows it does.
    assert save_note(person, lesson, BLOCK, "", seen=seen)
    assert read_note(person, lesson)
    save_note(person, lesson, BLOCK, "", seen=name_state(load_notes(person, lesson)[BLOCK]))
    assert not ReflectionNote.objects.exists()
    with pytest.raises(NoteTooLong):
        save_note(person, lesson, BLOCK, "က" * (LONGEST_NOTE + 1))


def test_a_note_is_written_in_the_lesson_and_shown_to_its_writer_only(
    client, lesson, django_assert_max_num_queries
):
    person, boss = PersonFactory(), PersonFactory(is_superuser=True)
    address = f"{lesson_address(1, 'en')}notes/{BLOCK}/"
    client.force_login(person)
    words = {"words": "I would <b>ask</b>.", "seen": ""}
    assert client.post(address, words)["Location"].endswith(f"#note-{BLOCK}")
    with django_assert_max_num_queries(6):
        shown = client.get(lesson_address(1, "en"))
    assert "I would &lt;b&gt;ask&lt;/b&gt;." in shown.text
    own = client.get("/en/learn/notes/").text
    assert "I would" in own
    # Asked a second time, without a script: what deletes it stands behind a word to open.
    assert own.index("<summary") < own.index("cannot be brought back") < own.index("for good")
    assert client.post(address, {"words": "x" * (LONGEST_NOTE + 1)}).status_code == 422
    assert client.post(address.replace("6f96", "7f96"), words).status_code == 404
    client.force_login(boss)
    # Neither in the lesson, nor among notes, nor by its number.
    other = client.get(lesson_address(1, "en"), headers={"if-none-match": shown["ETag"]})
    assert other.status_code == 200
    assert "I would" not in other.text + client.get("/en/learn/notes/").text
    client.post("/en/learn/notes/", {"note": ReflectionNote.objects.get().pk})
    assert read_note(person, lesson)


def test_a_note_waits_for_whoever_is_signed_out(client, lesson):
    address = f"{lesson_address(1, 'en')}notes/{BLOCK}/"
    led = client.post(address, {"words": "Later.", "seen": ""})["Location"]
    assert "/accounts/login/" in led
    assert not ReflectionNote.objects.exists()


def test_erased_people_leave_no_note(lesson):
    person = PersonFactory()
    save_note(person, lesson, BLOCK, "Mine.")
    assert [note.words for note in list_notes(person)] == ["Mine."]
    erase_person(person)
    assert not ReflectionNote.objects.exists()
