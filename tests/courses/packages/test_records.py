import pytest

from courses.models import LessonCompletion, PackageRecord
from courses.packages import find_version, load_reports, save_report
from courses.packages.records import (
    EnrolmentEnded,
    PackageWhole,
    RecordChanged,
    forget_data,
    sum_up_parts,
)
from courses.progress.enrolment import leave_course
from tests.courses.factories import make_course, make_enrolment, make_lesson, make_quiz
from tests.courses.package_files import SCORM_12, bring_ready

pytestmark = pytest.mark.django_db
PASSED = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "90"}


@pytest.fixture
def shown():
    """A course with a package, and somebody in it."""
    version, course = bring_ready(), make_course()
    make_quiz(course)
    lesson = make_lesson(course, packages=[version])
    return version, lesson, make_enrolment(course)


def save(shown, data, *, base, part=0):
    version, lesson, enrolment = shown
    parts = load_reports(version, enrolment)
    return save_report(enrolment, lesson, parts[part], version, data, base=base)


def is_read(shown):
    _version, lesson, enrolment = shown
    return LessonCompletion.objects.filter(enrolment=enrolment, lesson=lesson.lesson).exists()


def test_what_is_kept_is_given_back_and_completes_the_lesson_but_not_the_course(shown):
    first = save(shown, {"cmi.suspend_data": "page 2"}, base=0)
    assert (first.revision, first.status, is_read(shown)) == (1, "opened", False)
    done = save(shown, PASSED, base=1)
    assert (done.revision, done.status, done.score) == (2, "passed", 90)
    assert is_read(shown), "the second part is a page without a voice"
    assert load_reports(*shown[::2])[0].record.data == PASSED
    enrolment = shown[2]
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None, "the test of the course stays ours"


def test_two_windows_overwrite_nothing_and_the_same_again_is_no_change(shown):
    save(shown, {"page": 1}, base=0)
    with pytest.raises(RecordChanged) as changed:
        save(shown, {"page": 7}, base=0)
    assert changed.value.record.revision == 1
    again = save(shown, {"page": 1}, base=0)
    assert again.revision == 1, "the answer to the first was lost"
    assert save(shown, {"page": 7}, base=1).data == {"page": 7}


def test_where_a_course_has_lost_its_tests_a_report_certifies_nothing():
    version, course = bring_ready(), make_course()
    shown = version, make_lesson(course, packages=[version]), make_enrolment(course)
    save(shown, PASSED, base=0)
    assert not is_read(shown)


def test_done_stays_done_whatever_is_reported_later(shown):
    done = save(shown, PASSED, base=0).done_at
    assert save(shown, {"cmi.core.lesson_status": "failed"}, base=1).done_at == done


def test_parts_open_one_after_the_other_and_only_what_counts_completes():
    lessons = [{"id": f"p{n}", "title": f"{n}", "is_uncounted": True, "weight": 0} for n in "12"]
    quizzes = [{"id": f"q{n}", "title": f"{n}", "weight": n / 4} for n in (1, 3)]
    lessons[1]["needs"], quizzes[0]["needs"] = ["p1"], ["p2"]
    version, course = bring_ready(), make_course()
    make_quiz(course)
    version.parts = [*lessons, *quizzes]
    version.save()
    shown = version, make_lesson(course, packages=[version]), make_enrolment(course)

    def read_open():
        parts = load_reports(version, shown[2])
        return [part.is_open for part in parts], sum_up_parts(parts)

    assert read_open() == ([True, False, False, True], PackageWhole(0, 2, None))
    save(shown, {"cmi.core.lesson_status": "failed"}, base=0)
    assert read_open()[0] == [True, False, False, True], "begun is not done"
    save(shown, PASSED, base=1)
    save(shown, PASSED, base=0, part=1)
    save(shown, PASSED, base=0, part=3)
    assert read_open() == ([True] * 4, PackageWhole(1, 2, 90))
    assert not is_read(shown)
    save(shown, PASSED | {"cmi.core.score.raw": "50"}, base=0, part=2)
    assert read_open()[1] == PackageWhole(2, 2, 80)
    assert is_read(shown)


def test_who_has_left_is_recorded_no_more(shown):
    leave_course(shown[2])
    with pytest.raises(EnrolmentEnded):
        save(shown, PASSED, base=0)


def test_who_is_in_the_middle_keeps_the_version_until_it_is_done(shown):
    old, lesson, enrolment = shown
    save(shown, {"page": 1}, base=0)
    changed = SCORM_12 | {"more.html": ""}
    new = bring_ready(changed, package=old.package, by=old.brought_by)
    lesson = make_lesson(
        enrolment.course,
        module=lesson.lesson.module,
        key=lesson.lesson.key,
        html="<p>new</p>",
        packages=[new],
    )
    other = make_enrolment(enrolment.course)
    assert find_version(lesson, old.package_id, enrolment) == old
    assert find_version(lesson, old.package_id, other) == new
    assert find_version(lesson, old.package_id, None) == new
    save(shown, PASSED, base=1)
    assert find_version(lesson, old.package_id, enrolment) == new
    assert find_version(lesson, old.package_id, enrolment, opened=old.pk) == old, "its last word"
    assert find_version(lesson, old.package_id, other, opened=old.pk) == new


def test_a_package_that_the_lesson_does_not_show_is_not_found(shown):
    _version, lesson, enrolment = shown
    assert find_version(lesson, bring_ready().package_id, enrolment) is None


def test_what_is_forgotten_is_what_it_keeps_and_not_that_it_was_done(shown):
    save(shown, PASSED, base=0)
    forget_data(PackageRecord.objects.all())
    row = PackageRecord.objects.get()
    assert (row.data, row.score, row.status) == ({}, 90, "passed")
