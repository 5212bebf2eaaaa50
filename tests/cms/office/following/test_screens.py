"""A trainer follows a lesson from the outline, takes an update over, undoes it, ends the link."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import Translation

from cms.bootstrap import ensure_agency_catalog
from cms.models import CoursePage, LessonLink, LessonPage
from cms.offering import offer_template, withdraw_template
from cms.translation.guards import may_translate
from cms.translation.matrix_view import visible_matrix_rows
from people.models import Person
from tests.cms import factories as f
from tests.cms.following.conftest import (
    draft,
    follow,
    link_of,
    module,
    rewrite,
    rewrite_in_burmese,
    source,
    state,
)
from tests.cms.reviews.people import again, somebody
from tests.people.factories import AgencyFactory
from tests.people.sign_in import CLOSED, signed_in

__all__ = ["module", "source"]
pytestmark = pytest.mark.any_database
State = LessonLink.State


@pytest.fixture
def trainer(client, shelf):
    return signed_in(client, "trainer", agency=shelf.agency, language="en")


@pytest.fixture
def outline(module):
    return reverse("course_outline", args=[module.get_parent().pk])


def add(client, module, lesson, **changes):
    address = reverse("add_lesson", args=[module.pk])
    key = client.get(address).context["form"]["key"].value()
    return client.post(address, {"key": key, "lesson": lesson.pk, "how": "link"} | changes)


def test_a_lesson_is_found_added_renewed_and_each_is_undone(
    client, trainer, source, module, outline
):
    address = reverse("add_lesson", args=[module.pk])
    assert address in client.get(outline).text
    assert "What it is" in client.get(address, {"q": "personal"}).text
    assert "Try fewer" in client.get(address, {"q": "nowhere"}).text
    assert client.post(address, {"lesson": source.pk}).status_code == 422

    assert add(client, module, source)["Location"] == outline
    assert "was added" in client.get(outline).text
    client.post(outline, {"act": "take_back"})
    assert not LessonLink.objects.exists()

    add(client, module, source)
    assert add(client, module, source).status_code == 422  # it is followed already
    page = LessonLink.objects.get().page
    page.get_latest_revision().publish()
    rewrite(source, "Personal data")
    shown = client.get(outline)
    assert shown.context["waiting_updates"] == 1
    client.post(outline, {"act": "rename", "page": page.pk, "title": "Ours"})
    assert draft(page).title == "What it is"
    client.post(outline, {"act": "take_over"})
    assert draft(page).title == "Personal data"
    assert "1 lesson was renewed" in client.get(outline).text
    client.post(outline, {"act": "take_back"})
    assert (draft(page).title, state(page)) == ("What it is", State.WAITING)

    client.post(outline, {"act": "take_over"})
    page = again(page)
    page.get_latest_revision().publish()
    assert "1 lesson was renewed" not in client.get(outline).text
    client.post(outline, {"act": "take_back"})  # of a page that was opened before
    assert (draft(page).title, state(page)) == ("Personal data", State.CURRENT)


def test_the_page_of_a_link_tells_what_changed_and_ends_and_resumes_it(
    client, trainer, source, module, outline
):
    page = follow(source, module, Person.objects.get(pk=trainer.pk))
    rewrite(source, "Personal data")
    address = reverse("followed_lesson", args=[page.pk])
    shown = client.get(address)
    assert [one.language for one in shown.context["changed"]] == ["en"]
    assert "Personal data" in shown.text
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert address in editor
    assert 'name="title"' not in editor
    assert 'name="minutes"' in editor

    client.post(address, {"act": "end"})
    assert link_of(page).ended_at
    assert 'name="title"' in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    own, burmese = draft(page), page.get_translation(f.locale("my"))
    own.title = "Ours"
    own.save_revision()
    burmese.title = "ကျွန်ုပ်တို့၏"
    burmese.save_revision()
    client.post(address, {"act": "resume"})
    assert client.post(address, {"act": "take_over"})["Location"] == outline
    assert draft(page).title == "Personal data"
    assert "1 lesson was renewed" in client.get(outline).text
    client.post(outline, {"act": "take_back"})
    assert (draft(page).title, state(page)) == ("Ours", State.WAITING)
    assert draft(burmese).title == "ကျွန်ုပ်တို့၏"
    client.post(outline, {"act": "take_over"})

    # Of a source that went away nobody reads what it says.
    rewrite(source, "Secret")
    again(source).unpublish()
    shown = client.get(address)
    assert (shown.context["source"], "Secret" in shown.text) == (None, False)
    assert "is not published now" in shown.text
    deletion = client.get(reverse("wagtailadmin_pages:delete", args=[source.pk])).text
    assert "1 lesson of another course follows it" in deletion
    client.post(address, {"act": "end"})
    shown = client.get(address)
    assert "cannot be followed now" in shown.text
    assert "hears of it" not in shown.text
    assert 'value="resume"' not in shown.text


def test_a_link_that_was_ended_shows_nothing_once_the_course_is_no_longer_offered(
    client, source, shelf
):
    below = ensure_agency_catalog(AgencyFactory(parent=shelf.agency, code="MOE-2"))
    place = f.put_module(f.put_course(below, slug="below", title="Below"))
    course, author = (
        CoursePage.objects.ancestor_of(source).get(),
        somebody("trainer", shelf.agency),
    )
    person = signed_in(client, "trainer", agency=below.agency, language="en")
    offer_template(course, by=author)
    address = reverse("followed_lesson", args=[follow(source, place, again(person)).pk])
    client.post(address, {"act": "end"})
    rewrite(source, "Secret")
    assert "Secret" in client.get(address).text
    withdraw_template(course, by=author)
    shown = client.get(address).text
    assert "Secret" not in shown
    assert "once its agency offers" in shown
    assert client.post(address, {"act": "resume"}).status_code in CLOSED


def test_what_is_taken_over_is_translated_where_it_is_written(
    client, trainer, source, module, outline
):
    person = Person.objects.get(pk=trainer.pk)
    page = follow(source, module, person)
    burmese = page.get_translation(f.locale("my"))
    keys = {row.page.translation_key for row in visible_matrix_rows(person)}
    assert source.translation_key in keys
    assert page.translation_key not in keys
    assert not may_translate(person, page)
    [line] = [one for one in client.get(outline).context["lines"] if one.followed]
    address = reverse("followed_lesson", args=[page.pk])
    assert [url for _cell, url in line.cells] == [address]
    editor = reverse("wagtailadmin_pages:edit", args=[burmese.pk])
    assert client.get(editor)["Location"] == reverse("followed_lesson", args=[burmese.pk])
    assert client.get(reverse("followed_lesson", args=[burmese.pk])).context["page"] == page

    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=burmese.locale
    )
    segment = translation.source.stringsegment_set.order_by("pk").first()
    sentence = f"/cms/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
    for answer in (
        client.put(sentence, {"value": "other"}),
        client.post(f"/cms/localize/translate/{translation.pk}/disable/"),
        client.post(f"/cms/localize/translate/{translation.pk}/pofile/upload/"),
    ):
        assert answer.status_code in (302, 403)
    assert burmese.title == again(burmese).title
    assert Translation.objects.get(pk=translation.pk).enabled


def test_a_translation_that_was_made_their_own_is_refused_once_and_waits_no_longer(
    client, trainer, source, module, outline
):
    page = follow(source, module, Person.objects.get(pk=trainer.pk))
    burmese = page.get_translation(f.locale("my"))
    address = reverse("followed_lesson", args=[page.pk])
    client.post(address, {"act": "end"})
    Translation.objects.filter(source__object_id=page.translation_key).update(enabled=False)
    client.post(address, {"act": "resume"})
    for title in ("ပထမ", "ဒုတိယ"):
        rewrite_in_burmese(source, title)
        assert client.get(outline).context["waiting_updates"] == 1
        shown = client.post(outline, {"act": "take_over"}, follow=True)
        assert "was not taken over in this language: မြန်မာ" in shown.text
        assert "its source says now" not in shown.text
        assert (shown.context["waiting_updates"], shown.context["changed_lessons"]) == (0, "")
        assert (again(burmese).title, state(page)) == (burmese.title, State.CURRENT)
        assert "မြန်မာ could not be taken over" in client.get(address).text
    rewrite(source, "Personal data")
    shown = client.post(outline, {"act": "take_over"}, follow=True)
    assert "1 lesson says what its source says now" in shown.text


def test_an_outline_asks_as_much_for_many_followers_as_for_one(
    client, trainer, source, module, outline
):
    person = Person.objects.get(pk=trainer.pk)
    others = [
        f.put_lesson(source.get_parent(), slug=f"l{number}", title=f"Lesson {number}")
        for number in range(4)
    ]
    follow(source, module, person)
    follow(others[0], module, person)
    client.get(outline)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(outline)
    links = [one for one in few if "cms_lessonlink" in one["sql"]]
    assert len(links) == 1
    for one in others[1:]:
        page = follow(one, module, person)
    counted = [one.pk for one in LessonPage.objects.child_of(module)]
    with CaptureQueriesContext(connection) as many:
        client.get(outline)
    assert len(counted) == 5
    assert len([one for one in many if "cms_lessonlink" in one["sql"]]) == 1
    assert page.pk in counted
