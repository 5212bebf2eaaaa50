"""The outline of a course: its parts, their state, and what is done with them there."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail_localize.models import StringTranslation

from cms.models import CoursePage, LessonPage, ModulePage
from cms.reviews import submit_for_review, withdraw_review
from courses.models import Course, Lesson, Module
from people.models import Agency, Person
from tests.cms import factories as f
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.any_database


@pytest.fixture
def trainer(client, shelf):
    return signed_in(client, "trainer", agency=shelf.agency, language="en")


@pytest.fixture
def course(shelf):
    """Two modules, the first with a lesson and a quiz, the lesson in Burmese too."""
    course = f.put_course(shelf)
    first = f.put_module(course)
    lesson = f.put_lesson(first)
    f.put_quiz(first, f.put_bank(shelf))
    f.put_module(course, slug="two", title="Module two")
    for page in (course, first, lesson):
        f.in_burmese(page)
    return course


@pytest.fixture
def address(course):
    return reverse("course_outline", args=[course.pk])


def act(client, address, page, **form):
    answer = client.post(address, {"page": page.pk, **form})
    assert answer["Location"] == address


def test_the_parts_stand_in_order_with_their_state_and_their_banks(
    client, trainer, course, address
):
    page = client.get(address)
    lines = page.context["lines"]
    assert [(line.page.title, line.depth) for line in lines] == [
        ("Personal data", 0),
        ("Module one", 1),
        ("What it is", 2),
        ("Quiz", 2),
        ("Module two", 1),
    ]
    assert [line.cells[0][0].status for line in lines] == [
        *("current", "current", "current"),
        *("missing", "missing"),
    ]
    assert [line.page.title for line in page.context["bank_lines"]] == ["Questions"]
    added = reverse("wagtailadmin_pages:add", args=["cms", "lessonpage", lines[1].page.pk])
    assert added in page.content.decode()


def test_a_module_changes_its_place_here_and_in_the_catalogue(client, trainer, course, address):
    two = ModulePage.objects.get(slug="two", locale=course.locale)
    act(client, address, two, act="up")
    assert [one.page.title for one in client.get(address).context["lines"]][1] == "Module two"
    assert Module.objects.get(key=two.translation_key).position == 1
    act(client, address, two, act="up")  # the first stays the first
    act(client, address, two, act="down")
    assert Module.objects.get(key=two.translation_key).position == 2


def test_a_new_title_is_a_draft_until_all_is_published(client, trainer, course, address):
    lesson = LessonPage.objects.get(slug="first", locale=course.locale)
    act(client, address, lesson, act="rename", title=" What a fact is ")
    lesson.refresh_from_db()
    assert (lesson.title, lesson.draft_title) == ("What it is", "What a fact is")
    act(client, address, course, act="publish")
    row = Lesson.objects.get(key=lesson.translation_key)
    assert row.titles["en"] == "What a fact is"


def test_an_empty_title_renames_nothing(client, trainer, course, address):
    act(client, address, course, act="rename", title="  ")
    course.refresh_from_db()
    assert course.draft_title == "Personal data"


def test_what_is_not_ready_is_told_and_the_rest_published(client, trainer, course, address):
    module = ModulePage.objects.get(slug="one", locale=course.locale)
    empty = f.put(module, LessonPage(title="Nothing", slug="nothing"), publish=False)
    ready = f.put_lesson(module, slug="more", title="More", publish=False)
    answer = client.post(address, {"act": "publish"}, follow=True)
    words = answer.content.decode()
    assert "Nothing: The lesson is empty" in words
    empty.refresh_from_db()
    ready.refresh_from_db()
    assert (empty.live, ready.live) == (False, True)


def test_a_page_of_another_course_is_not_touched(client, trainer, course, address, shelf):
    other = f.put_module(f.put_course(shelf, slug="other"), title="Elsewhere")
    answer = client.post(address, {"page": other.pk, "act": "rename", "title": "Mine"})
    assert answer.status_code == 302
    assert answer["Location"] != address
    other.refresh_from_db()
    assert other.draft_title == "Elsewhere"


def test_a_translation_shows_the_outline_and_changes_nothing(client, trainer, course):
    burmese = CoursePage.objects.get(translation_key=course.translation_key, locale=f.locale("my"))
    address = reverse("course_outline", args=[burmese.pk])
    page = client.get(address)
    assert len(page.context["lines"]) == 5
    assert not page.context["may_write"]
    assert client.post(address, {"act": "publish"})["Location"] != address
    assert Course.objects.count() == 1


def test_the_pages_of_a_course_lead_to_it(client, trainer, course, address):
    for page in course.get_descendants(inclusive=True).specific():
        editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert address in editor.content.decode()


def test_a_bank_is_renamed_and_shows_its_translations(client, trainer, course, address):
    [line] = client.get(address).context["bank_lines"]
    assert [cell.status for cell, _url in line.cells] == ["missing"]
    act(client, address, line.page, act="rename", title="Questions on data")
    act(client, address, line.page, act="up")  # banks have no order
    line.page.refresh_from_db()
    assert line.page.draft_title == "Questions on data"


@pytest.fixture
def burmese_outline(client, shelf, course):
    """What a translator of the agency sees of the course, and its Burmese lesson."""
    signed_in(client, "translator", agency=shelf.agency, language="en")
    pages = {page.slug: page.specific for page in course.get_descendants(inclusive=True)}
    there = {slug: page.get_translation_or_none(f.locale("my")) for slug, page in pages.items()}
    return reverse("course_outline", args=[there["data"].pk]), there["first"]


def test_a_translator_publishes_all_that_is_finished(client, course, burmese_outline):
    address, lesson = burmese_outline
    assert "Publish finished translations" not in client.get(address).content.decode()
    two = f.in_burmese(ModulePage.objects.get(slug="two", locale=course.locale), publish=False)
    sentences = StringTranslation.objects.filter(context__object_id=lesson.translation_key)
    title = sentences.get(context__path="title")
    title.data = "အသစ်"
    title.save()
    page = client.get(address).content.decode()
    assert "Publish finished translations" in page
    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) in page
    answer = client.post(address, {"act": "publish_translations"}, follow=True)
    assert "2 pages are published." in answer.content.decode()
    assert Module.objects.get(key=two.translation_key).titles["my"] == two.title
    assert Lesson.objects.get(key=lesson.translation_key).titles["my"] == "အသစ်"
    assert "Publish finished translations" not in client.get(address).content.decode()


def test_a_translation_that_lacks_a_sentence_waits(client, course, burmese_outline):
    address, lesson = burmese_outline
    sentences = StringTranslation.objects.filter(context__object_id=lesson.translation_key)
    sentences.filter(context__path="title").delete()
    lesson.unpublish()
    client.post(address, {"act": "publish_translations"})
    lesson.refresh_from_db()
    assert not lesson.live


def test_a_locked_part_is_left_alone_and_told(client, trainer, course, address):
    lesson = LessonPage.objects.descendant_of(course).get()
    act(client, address, lesson, act="rename", title="Before the lock")
    lesson.refresh_from_db()
    lesson.locked, lesson.locked_by = True, signed_in(Client(), admin=True)
    lesson.save()
    act(client, address, lesson, act="rename", title="A new title")
    assert "It is locked." in client.get(address).content.decode()
    act(client, address, course, act="publish")
    assert "It is locked." in client.get(address).content.decode()
    lesson.refresh_from_db()
    assert (lesson.title, lesson.get_latest_revision().content["title"]) == (
        "What it is",
        "Before the lock",
    )


def test_a_part_that_waits_for_its_hour_is_told_and_left_alone(client, trainer, course, address):
    page = ModulePage.objects.child_of(course).get(slug="two")
    page.unpublish()
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    page.save_revision().publish()
    lines = client.get(address).context["lines"]
    assert [line.page.pk for line in lines if line.is_scheduled] == [page.pk]
    before = page.revisions.count()
    act(client, address, course, act="publish")
    page.refresh_from_db()
    assert page.revisions.count() == before
    assert page.approved_schedule


def test_a_change_of_a_published_part_that_waits_for_its_hour_is_told_too(
    client, trainer, course, address
):
    page = ModulePage.objects.child_of(course).get(slug="two")
    page.title = "Module two, better"
    page.go_live_at = timezone.now() + dt.timedelta(hours=1)
    page.save_revision().publish()
    [line] = [one for one in client.get(address).context["lines"] if one.page.pk == page.pk]
    with override("en"):
        assert line.state == ("stale", "The change waits for its hour")


def test_a_part_that_waits_for_its_reviewer_says_so(client, trainer, course, address, shelf):
    Agency.objects.filter(pk=shelf.agency_id).update(publishing=Agency.Publishing.REVIEWER)
    page = ModulePage.objects.child_of(course).get(slug="two")
    page.title = "Module two, better"
    page.save_revision(user=trainer)
    review = submit_for_review(page, by=Person.objects.get(pk=trainer.pk))
    assert read_state(client, address, page) == ("stale", "Waits for a reviewer")
    withdraw_review(review, by=Person.objects.get(pk=trainer.pk))
    assert read_state(client, address, page) == ("stale", "Changed since it was published")


def read_state(client, address, page):
    [line] = [one for one in client.get(address).context["lines"] if one.page.pk == page.pk]
    with override("en"):
        return line.state


def test_the_outline_says_by_when_it_is_reviewed_and_keeps_that_it_was(
    client, trainer, course, address
):
    page = client.get(address).content.decode()
    assert "No day of review is set." in page
    next_day = timezone.localdate() + dt.timedelta(days=20)
    client.post(address, {"act": "finish_review", "next_day": timezone.localdate()})
    assert Course.objects.get().review_by is None
    client.post(address, {"act": "finish_review", "next_day": next_day})
    assert Course.objects.get().review_by == next_day
    page = client.get(address).content.decode()
    assert "To be reviewed" in page
    listing = reverse("course-pages:index")
    assert course.title in client.get(listing, {"review": "due"}).content.decode()
    assert "Courses to be reviewed" in client.get("/cms/").content.decode()
    client.post(address, {"act": "begin_review"})
    assert "Being reviewed" in client.get(address).content.decode()


def test_a_translator_keeps_no_review(client, shelf, course, address):
    signed_in(client, "translator", agency=shelf.agency)
    day = timezone.localdate() + dt.timedelta(days=20)
    client.post(address, {"act": "finish_review", "next_day": day})
    assert Course.objects.get().review_by is None
