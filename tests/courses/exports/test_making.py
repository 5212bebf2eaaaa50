"""Files are made once for the same words, by one worker, and forgotten when nobody uses them."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from courses.catalogue import retire_row
from courses.exports import NothingToExport, ask_for_export, gather_contents, open_export
from courses.exports.making import forget_old_exports, make_export, make_waiting_exports
from courses.models import CourseExport, ExportFormat, ExportState, Lesson
from tests.courses.factories import make_course, make_lesson

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
SCORM = ExportFormat.SCORM_12


@pytest.fixture
def version():
    return make_lesson(make_course())


def ask(version, language="my", **kwargs):
    lesson = kwargs.pop("lesson", None)
    contents = gather_contents(version.lesson.module.course, language, lesson=lesson)
    return ask_for_export(contents, SCORM, **kwargs)


def test_the_same_words_are_one_file_and_other_words_another(version):
    first = ask(version)
    assert ask(version) == first
    others = [
        ask(version, "en"),
        ask(version, has_media=True),
        ask(version, lesson=version.lesson),
    ]
    assert len({first, *others}) == 4
    assert make_waiting_exports() == 4
    first.refresh_from_db()
    with open_export(first) as stream:
        assert len(stream.read()) == first.bytes
    assert not make_export(first), "it is done"
    lesson = version.lesson
    make_lesson(
        lesson.module.course, module=lesson.module, key=lesson.key, slug=lesson.slug, html="<p>New"
    )
    assert ask(version) != first


def test_what_was_published_anew_while_it_waited_is_made_of_the_new_words(version):
    old, lesson = ask(version), version.lesson
    make_lesson(
        lesson.module.course, module=lesson.module, key=lesson.key, slug=lesson.slug, html="<p>New"
    )
    make_export(old)
    new = CourseExport.objects.get()
    assert new.digest != old.digest
    assert make_waiting_exports() == 1


def test_a_killed_worker_costs_a_try_and_a_course_taken_back_makes_nothing(version):
    export = ask(version)
    rows = CourseExport.objects.filter(pk=export.pk)
    rows.update(tries=1, claimed_until=timezone.now() + dt.timedelta(minutes=1))
    assert make_waiting_exports() == 0, "another worker is at it"
    rows.update(tries=CourseExport.MOST_TRIES, claimed_until=None)
    make_waiting_exports()
    assert rows.get().state == ExportState.FAILED
    assert ask(version).state == ExportState.WAITING, "asked for again, it is tried again"
    retire_row(version.lesson)
    make_waiting_exports()
    assert rows.get().state == ExportState.FAILED
    with pytest.raises(NothingToExport):
        gather_contents(Lesson.objects.get().module.course, "my")


def test_a_lost_file_is_made_anew_and_one_that_nobody_uses_is_deleted(version):
    export = ask(version)
    make_waiting_exports()
    export.refresh_from_db()
    default_storage.delete(export.file.name)
    assert open_export(export) is None
    assert make_waiting_exports() == 1
    export.refresh_from_db()
    long_ago = timezone.now() - dt.timedelta(days=31)
    CourseExport.objects.update(used_at=long_ago)
    export.refresh_from_db()
    open_export(export).close()
    assert forget_old_exports() == 0, "somebody fetched it"
    CourseExport.objects.update(used_at=long_ago)
    assert forget_old_exports() == 1
    assert not default_storage.exists(export.file.name)
