"""A page that the reader already holds is not sent again, and a changed one always is."""

import pytest

from courses.web.caching import conditional
from tests.courses.addresses import lesson
from tests.courses.factories import make_lesson
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_an_unchanged_page_is_not_sent_again(client, person, course):
    first = client.get(lesson(1))
    again = client.get(lesson(1), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again
    assert "private" in again["Cache-Control"]


def test_a_page_is_sent_again_when_anything_on_it_changed(client, person, course):
    tag = client.get(lesson(1))["ETag"]

    def status():
        return client.get(lesson(1), headers={"if-none-match": tag}).status_code

    assert status() == 304
    client.post(lesson(1))
    assert status() == 200
    tag = client.get(lesson(1))["ETag"]
    key = course.modules.get().lessons.get(slug="lesson-1").key
    make_lesson(course, module=course.modules.get(), key=key, html="<p>Newer</p>")
    assert status() == 200


def test_a_page_is_sent_again_after_a_deployment(client, person, course, monkeypatch):
    tag = client.get(lesson(1))["ETag"]
    monkeypatch.setattr(conditional, "identify_release", lambda: "the next one")
    assert client.get(lesson(1), headers={"if-none-match": tag}).status_code == 200


def test_a_page_is_never_taken_for_that_of_somebody_else(client, person, course):
    tag = client.get(lesson(1))["ETag"]
    client.force_login(PersonFactory(name_en="Other"))
    assert client.get(lesson(1), headers={"if-none-match": tag}).status_code == 200
    client.logout()
    assert client.get(lesson(1), headers={"if-none-match": tag}).status_code == 200
