"""The packages of the demo are brought as its trainer would, and shown in both languages."""

import pytest

from cms.bootstrap import ensure_agency_catalog
from cms.demo.content.loading import CourseLoader
from cms.demo.content.packing import bring_demo_package
from cms.demo.content.reading import COURSES_FOLDER, read_course
from courses.models import LessonVersion, Package, PackageState
from people.models import Role
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory
from tests.plan.factories import SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.slow]


def test_a_lesson_of_the_demo_shows_a_package_in_both_languages(tree):
    agency = AgencyFactory(code="UCSB")
    trainer = PersonFactory(username="trainer")
    RoleFactory(person=trainer, agency=agency, kind=Role.Kind.TRAINER)
    course = read_course(COURSES_FOLDER / "safe-sign-in")
    for code in course["skills"]:
        SkillFactory(code=code)
    module = course["modules"][0]
    small = {"modules": [module | {"lessons": module["lessons"][:1]}], "final": None}
    CourseLoader(course | small, ensure_agency_catalog(agency)).load()
    version = Package.objects.get().newest_ready()
    shown = {one.language: one.list_packages() for one in LessonVersion.objects.all()}
    assert shown == {"en": [version], "my": [version]}
    again = bring_demo_package("spot-the-letter", version.package.title, agency)
    assert [one.state for one in again.versions.all()] == [PackageState.READY]
    cards = bring_demo_package("desk-cards", "Cards", agency)
    assert cards.newest_ready().kind == "h5p"
