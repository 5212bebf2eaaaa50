"""Packages are renamed, set aside, removed and brought back; what somebody needs is kept."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from courses.catalogue import retire_row
from courses.models import LessonPackage, Package, PackageVersion
from courses.packages import add_version, create_package, shelf
from courses.packages.records import load_reports, save_report
from courses.packages.stored_files import open_file
from people.models import Role
from tests.courses.factories import make_course, make_enrolment, make_lesson, make_quiz
from tests.courses.package_files import SCORM_12, bring_ready, pack
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def version():
    return bring_ready()


def long_ago(package):
    Package.objects.filter(pk=package.pk).update(removed_at=timezone.now() - dt.timedelta(days=31))


def test_a_title_is_taken_once_on_the_shelf_and_learners_read_theirs(version):
    package, by = version.package, version.brought_by
    shelf.rename_package(package, "Fire", {"my": "မီး", "en": ""}, by=by)
    package.refresh_from_db()
    assert (package.title, package.titles, package.shown_title) == ("Fire", {"my": "မီး"}, "မီး")
    other = create_package(package.agency, "Water", by=by)
    with pytest.raises(shelf.TitleTaken):
        shelf.rename_package(other, "Fire", {}, by=by)
    shelf.remove_package(package, by=by)
    shelf.rename_package(other, "Fire", {}, by=by)
    with pytest.raises(shelf.TitleTaken):
        shelf.restore_package(package, by=by)
    stranger = RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person
    for act in (shelf.remove_package, shelf.restore_package):
        with pytest.raises(shelf.ForeignAgency):
            act(package, by=stranger)


def test_a_version_set_aside_is_shown_by_nothing_that_is_published_from_then_on(version):
    package, by = version.package, version.brought_by
    newer = bring_ready(SCORM_12 | {"b.html": ""}, package=package, by=by)
    assert shelf.set_version_aside(newer, by=by)
    assert not shelf.set_version_aside(newer, by=by), "it is"
    assert package.newest_ready() == version
    assert shelf.use_version_again(newer, by=by)
    assert package.newest_ready() == newer


def test_a_package_goes_with_its_files_when_no_lesson_and_no_record_needs_it(version):
    package, by = version.package, version.brought_by
    lesson = make_lesson(make_course(), packages=[version])
    with pytest.raises(shelf.PackageInUse):
        shelf.remove_package(package, by=by)
    assert {use.version.lesson for use in shelf.list_uses(package)} == {lesson.lesson}
    retire_row(lesson.lesson)
    shelf.remove_package(package, by=by)
    assert package.versions.get().upload
    assert shelf.delete_removed_packages() == 0, "it may be brought back"
    long_ago(package)
    upload = version.upload.name
    assert shelf.delete_removed_packages() == 1
    assert not Package.objects.exists()
    assert not LessonPackage.objects.exists()
    assert not default_storage.exists(upload)
    with pytest.raises(FileNotFoundError):
        open_file(version.digest, "index.html")


def test_a_record_keeps_its_package_and_the_same_file_elsewhere_keeps_its_files(version):
    course = make_course()
    make_quiz(course)
    lesson, enrolment = make_lesson(course, packages=[version]), make_enrolment(course)
    twin = bring_ready(by=RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person)
    part = load_reports(version, enrolment)[0]
    save_report(enrolment, lesson, part, version, {"a": "1"}, base=0)
    retire_row(lesson.lesson)
    for one in (version, twin):
        shelf.remove_package(one.package, by=one.brought_by)
        long_ago(one.package)
    assert shelf.count_records(version.package) == 1
    assert shelf.delete_removed_packages() == 1, "the twin, which nobody opened"
    assert PackageVersion.objects.get() == version
    open_file(version.digest, "index.html")[0].close()


def test_an_original_that_was_not_kept_is_kept_once_the_file_is_brought_again(version):
    PackageVersion.objects.filter(pk=version.pk).update(upload="")
    again = ContentFile(pack(SCORM_12).getvalue(), "fire.zip")
    assert add_version(version.package, again, by=version.brought_by) == version
    version.refresh_from_db()
    assert default_storage.size(version.upload.name) == version.bytes
