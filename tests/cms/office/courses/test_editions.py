"""Whoever publishes is asked whether it matters to those who learn, and opens one edition."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.office.courses.editions import EditionChoiceForm
from courses.models import Course, CourseEdition
from tests.cms import factories as f
from tests.courses.factories import make_enrolment
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.any_database


@pytest.fixture
def trainer(client, shelf):
    return signed_in(client, "trainer", agency=shelf.agency, language="en")


@pytest.fixture
def course(shelf):
    course = f.put_course(shelf)
    f.put_lesson(f.put_module(course))
    f.put_quiz(course, f.put_bank(shelf))
    course.save_revision().publish()
    return course


def change_lesson(course):
    lesson = course.get_descendants().get(slug="first").specific
    lesson.title = "The new law"
    lesson.save_revision()
    return lesson


def publish(client, lesson):
    form = {"title": lesson.title, "slug": lesson.slug, "minutes": 7}
    form = nested_form_data({**form, "body": streamfield([("text", rich_text("<p>New.</p>"))])})
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    return client.post(edit, {**form, "action-publish": "1"}, follow=True).content.decode()


def test_a_part_that_is_learnt_is_published_with_a_question(client, trainer, course):
    lesson = change_lesson(course)
    address = reverse("course_edition", args=[course.pk])
    assert address not in publish(client, lesson)
    make_enrolment(Course.objects.get())
    told = publish(client, lesson)
    assert told.count(f'href="{address}"') == 1
    page = client.get(address)
    text = page.content.decode()
    assert "1 person is in the middle" in text
    # Shown beside the title: the way above it is folded.
    assert page.context["breadcrumbs_items"][-1]["sublabel"] == course.title
    form = {"follows": page.context["form"].initial["follows"], "why": "A new law."}
    assert client.post(address, {**form, "why": " "}).status_code == 422
    client.post(address, form)
    # Pressed twice it is one edition.
    client.post(address, form)
    edition = CourseEdition.objects.get()
    assert (edition.number, edition.why, edition.opened_by) == (2, "A new law.", trainer)


def test_all_drafts_are_published_as_one_change_that_matters(client, trainer, course):
    address = reverse("course_outline", args=[course.pk])
    make_enrolment(Course.objects.get())
    form = {"act": "publish", "follows": 1, "is_material": "on", "renewal_days": "၆၀"}
    client.post(address, {**form, "why": "A new law."})
    assert not CourseEdition.objects.exists(), "nothing was published"
    lesson = change_lesson(course)
    assert client.post(address, form).status_code == 422
    lesson.refresh_from_db()
    assert lesson.has_unpublished_changes, "published although a field was refused"
    client.post(address, {**form, "why": "A new law."})
    lesson.refresh_from_db()
    assert not lesson.has_unpublished_changes
    edition = CourseEdition.objects.get()
    assert (edition.renew_by - timezone.localdate(edition.opened_at)).days == 60


def test_who_does_not_publish_the_course_opens_no_edition(client, course, shelf):
    address = reverse("course_edition", args=[course.pk])
    for kind, agency in (("translator", shelf.agency), ("trainer", None)):
        signed_in(client, kind, **({"agency": agency} if agency else {}))
        assert client.get(address).status_code == 302
        assert client.post(address, {"follows": 1, "why": "Mine."}).status_code == 302
    assert not CourseEdition.objects.exists()


def test_what_is_said_without_the_tick_is_not_lost_in_silence():
    said = EditionChoiceForm({"follows": 1, "why": "A new law."})
    assert [*said.errors] == ["is_material"]
    assert EditionChoiceForm({"follows": 1}).is_valid()
