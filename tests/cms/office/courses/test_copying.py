"""Somebody copies a course by its form, starts from a template, and sees how far it is."""

import uuid

import pytest
from django.urls import reverse

from cms.bootstrap import ensure_agency_catalog
from cms.copying import work_on_copy
from cms.models import BankPage, CourseCopy, CoursePage, LessonPage
from cms.offering import find_templates
from people.models import Person
from tests.cms import factories as f
from tests.cms.reviews.people import somebody
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.any_database


@pytest.fixture
def course(shelf):
    course = f.put_course(shelf)
    f.put_lesson(f.put_module(course))
    f.put_quiz(course, f.put_bank(shelf))
    return course


def copy_by_form(client, course, shelf, **changes):
    address = reverse("course_copy", args=[course.pk])
    form = client.get(address).context["form"]
    told = {name: form.get_initial_for_field(one, name) for name, one in form.fields.items()}
    sent = {name: value for name, value in told.items() if value not in (None, False)}
    sent |= {one: "copy" for one in form.fields if one.startswith(("bank-", "part-"))}
    sent |= {"shelf": str(shelf.translation_key), "key": str(uuid.uuid4())}
    return client.post(address, sent | changes)


def test_a_course_is_copied_and_its_progress_is_told_to_who_asked(client, course, shelf):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    lesson = LessonPage.objects.get()
    answer = copy_by_form(client, course, shelf, **{f"part-{lesson.pk}": "omit"})
    copy = CourseCopy.objects.get()
    progress = reverse("course_copying", args=[copy.key])
    assert answer["Location"] == progress
    assert 'http-equiv="refresh"' in client.get(progress).content.decode()
    work_on_copy(copy.pk)
    page = client.get(progress)
    made = page.context["made"]
    assert (made.title, made.live) == ("Personal data (copy)", False)
    assert LessonPage.objects.count() == 1
    assert BankPage.objects.count() == 2
    signed_in(client, "trainer", agency=shelf.agency)
    assert client.get(progress).status_code == 302  # of somebody else


def test_an_agency_below_starts_from_a_template_and_one_beside_finds_none(client, course, shelf):
    author = signed_in(client, "trainer", agency=shelf.agency, language="en")
    outline = reverse("course_outline", args=[course.pk])
    below = ensure_agency_catalog(AgencyFactory(parent=shelf.agency, code="MOE-2"))
    beside = ensure_agency_catalog(AgencyFactory(code="MOH"))
    township = somebody("trainer", below.agency)
    assert find_templates(township) == []
    client.post(outline, {"act": "offer_template"})
    client.post(outline, {"act": "offer_template"})  # twice is once
    assert "Offer no longer" in client.get(outline).content.decode()
    assert find_templates(Person.objects.get(pk=township.pk)) == [course]
    assert find_templates(somebody("trainer", beside.agency)) == []

    signed_in(client, "trainer", agency=below.agency, language="en")
    assert course.title in client.get(reverse("course_new")).content.decode()
    copy_by_form(client, course, below)
    work_on_copy(CourseCopy.objects.get().pk)
    made = CoursePage.objects.get(translation_key=CourseCopy.objects.get().key)
    assert made.get_parent().pk == below.pk

    client.force_login(author)
    client.post(outline, {"act": "withdraw_template"})
    assert find_templates(Person.objects.get(pk=township.pk)) == []
    assert CoursePage.objects.filter(pk=made.pk).exists()
