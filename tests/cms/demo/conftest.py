"""The first module of a course of the demo, loaded once."""

import pytest
from django.test import override_settings

from cms.bootstrap import ensure_agency_catalog
from cms.demo.content.loading import CourseLoader
from cms.demo.content.reading import (
    COURSES_FOLDER,
    read_course,
)
from cms.models import CoursePage
from tests.database import standing
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory


@pytest.fixture(scope="module")
def loaded_once(standing_tree, django_db_blocker, tmp_path_factory):
    """The first module of a course, and the folder of its pictures."""

    def load():
        SkillFactory(code="DC3-1.2")
        return load_first_module(AgencyFactory(code="MOI"))

    media = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=media), standing(django_db_blocker, load) as page:
        yield page, media


@pytest.fixture
def loaded(loaded_once, settings, db) -> CoursePage:
    page, settings.MEDIA_ROOT = loaded_once
    return CoursePage.objects.get(pk=page.pk)


def load_first_module(agency):
    course = read_course(COURSES_FOLDER / "judging-information")
    return CourseLoader(
        course | {"modules": course["modules"][:1]}, ensure_agency_catalog(agency)
    ).load()
