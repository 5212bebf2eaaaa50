"""A picture of a question is for those who were asked it and those who teach it, by no guess."""

import pytest

from courses.items.files import load_pictures, measure_media
from courses.items.media import read_media
from courses.models import Enrolment
from courses.quizzes.attempts import start_attempt, submit_attempt
from people.models import Role
from tests.courses.factories import make_course, make_enrolment, make_item, make_quiz
from tests.courses.items.pictures import make_pictured_item
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def version():
    return make_pictured_item(sound=True)


@pytest.fixture
def quiz(version):
    return make_quiz(make_course(), item_keys=[version.item.key, make_item().item.key])


@pytest.fixture
def address(version):
    return version.content["en"]["media"]["stem"]["url"]


def test_who_was_asked_and_who_teaches_it_may_load_it(
    client, quiz, address, django_assert_max_num_queries
):
    def get(person):
        client.force_login(person, "people.accounts.backends.IdentifierBackend")
        return client.get(address)

    assert client.get(address).status_code == 404
    enrolment = make_enrolment(quiz.course)
    # Whoever takes the course has no use for it before the test.
    assert get(enrolment.person).status_code == 404
    start_attempt(quiz, enrolment, language="my")
    answer = get(enrolment.person)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert "private" in answer["Cache-Control"]
    assert get(PersonFactory()).status_code == 404
    trainer, other = PersonFactory(), PersonFactory()
    Role.objects.create(person=trainer, kind="trainer", agency=quiz.course.agency)
    Role.objects.create(person=other, kind="trainer", agency=make_course().agency)
    assert get(trainer).status_code == 200
    assert get(other).status_code == 404
    assert not Enrolment.objects.filter(person=trainer).exists()


def test_the_page_shows_them_with_words_and_size(client, quiz, version):
    enrolment = make_enrolment(quiz.course)
    client.force_login(enrolment.person, "people.accounts.backends.IdentifierBackend")
    sizes = sum(row.file.bytes for row in version.version_files.exclude(source="picture:sound"))
    # The picture of the question is one of its answers too, and is loaded once.
    assert measure_media(quiz, 2) == (sizes, 203)
    assert "data" in client.get(f"/en/quizzes/{quiz.key}/").text
    attempt = start_attempt(quiz, enrolment, language="my")
    page = client.get(f"/en/quizzes/{quiz.key}/attempts/{attempt.number}/").text
    assert 'alt="A green square"' in page
    assert 'width="40" height="30" loading="lazy"' in page
    assert 'preload="none"' in page
    assert "It says red." in page
    assert "autoplay" not in page


def test_a_picture_that_the_storage_lost_leaves_the_others_on_paper(version):
    row = version.version_files.get(source="picture:green").file
    row.file.storage.delete(row.file.name)
    media = read_media(version.content["en"]).values()
    assert len(load_pictures(media)) == 2


def test_the_result_shows_what_was_chosen(client, quiz):
    enrolment = make_enrolment(quiz.course)
    client.force_login(enrolment.person, "people.accounts.backends.IdentifierBackend")
    attempt = submit_attempt(start_attempt(quiz, enrolment, language="my"), {1: ["b"], 2: ["b"]})
    page = client.get(f"/en/quizzes/{quiz.key}/attempts/{attempt.number}/").text
    # What was answered, and what would have been right.
    assert 'alt="A green square"' in page
    assert "It says red." in page
