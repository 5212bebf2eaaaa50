"""Our package is one that our own importer takes, with all of its files."""

import pytest
from django.core.files.base import ContentFile

from courses.models import PackageState
from courses.packages import add_version, create_package
from courses.packages.unpacking import unpack_version
from people.models import Role
from tests.courses.exports.factories import HOSTILE
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_our_importer_takes_all_of_our_package(package, course):
    trainer = RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person
    shelf = create_package(trainer.roles.get().agency, "Again", by=trainer)
    version = add_version(shelf, ContentFile(package.content, "again.zip"), by=trainer)
    unpack_version(version)
    version.refresh_from_db()
    assert (version.state, version.refusal) == (PackageState.READY, "")
    assert (version.kind, version.files) == ("scorm12", len(package.names))
    assert version.left_out == []
    (part,) = version.parts
    assert (part["href"], part["is_asset"]) == ("index.html", False)
    assert part["title"] == course.title


def test_lessons_are_parts_of_one_page_whose_ids_and_titles_do_no_harm(package):
    page = package.read("index.html")
    assert page.count("<article") == 6
    assert "<script>alert" not in page
    assert page.count("<script") == 1
    assert HOSTILE[2] in page
    assert 'href="#lesson-2"' in page
    assert 'id="l1-own"' in page
    assert 'href="#l1-own"' in page
    assert "<details" in page, "a browser opens and closes them"
    assert package.losses == {"quizzes": 1, "exercises": 1}
    kinds = {name.rpartition(".")[2] for name in package.names if name.startswith("media/")}
    assert kinds == {"png", "mp4", "vtt", "pdf"}
