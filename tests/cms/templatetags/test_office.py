"""The tags of the back office fill in what its templates are not given."""

import json

import pytest
from django.template import Context, Template
from wagtail_localize.models import StringSegment, Translation

from courses.models import Course
from tests.cms import factories as f
from tests.courses.factories import make_enrolment

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def render(source, **context):
    return Template("{% load office %}" + source).render(Context(context, autoescape=False))


def test_what_is_to_be_known_before_a_page_goes_is_told_in_sentences(shelf):
    course = f.put_course(shelf)
    assert render("{% effects_on page as told %}{{ told|join:' ' }}", page=course) == ""
    make_enrolment(Course.objects.get(key=course.translation_key))
    assert "သင်ယူသူ ၁ ဦး" in render("{% effects_on page as told %}{{ told|join:' ' }}", page=course)


def test_the_editor_of_translations_is_given_addresses_that_name_the_sentence(shelf):
    f.in_burmese(f.put_course(shelf))
    translation = Translation.objects.get(source__specific_content_type__model="coursepage")
    segment = StringSegment.objects.filter(source=translation.source).first()
    fact = {"type": "string", "id": segment.pk, "editUrl": "/edit/"}
    props = json.dumps({"segments": [fact], "initialStringTranslations": []})
    told = json.loads(render("{{ props|completed_for:one }}", props=props, one=translation))
    assert told["segments"][0]["editUrl"] == (
        f"/edit/?string={segment.string_id}&context={segment.context_id}"
    )
    assert told["initialStringTranslations"] == []
