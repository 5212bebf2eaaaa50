"""A copied course is in the languages of the original, where these say what it says."""

import uuid

import pytest
from django.urls import reverse

from cms.copying import CopyChoices, ask_for_copy, work_on_copy
from cms.models import CoursePage, LessonPage
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, trainer, written

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]


def test_wagtails_copy_of_a_course_leads_to_ours(client, trainer, own):
    address = reverse("wagtailadmin_pages:copy", args=[own["course"].pk])
    for answer in (
        client.get(address),
        client.post(address, {"new_parent_page": own["shelf"].pk}),
    ):
        assert answer["Location"] == reverse("course_copy", args=[own["course"].pk])


@pytest.mark.parametrize("new_text", [True, False])
def test_a_translation_that_is_behind_is_named_and_left_out(trainer, own, new_text):
    for name in ("module", "lesson"):
        f.in_burmese(own[name])
    lesson = LessonPage.objects.get(pk=own["lesson"].pk)
    if new_text:
        lesson.body.append(("text", "<p>A second paragraph.</p>"))
    else:
        # As many texts as before: only their words tell that the translation is of others.
        lesson.title = "What it is not"
    lesson.save_revision().publish()
    told = {"key": uuid.uuid4(), "title": "Copy", "choices": CopyChoices(), "by": trainer}
    asked = ask_for_copy(own["course"], own["shelf"], **told)
    work_on_copy(asked.pk)
    asked.refresh_from_db()
    assert asked.left_out == [lesson.title]
    new = LessonPage.objects.descendant_of(CoursePage.objects.get(title="Copy")).get()
    assert not new.get_translations().filter(alias_of=None).exists()
