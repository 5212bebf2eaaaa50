"""What ends is renewed by hours learnt in other courses of the same skills, in a window."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Course, Enrolment, LessonCompletion, Programme
from courses.progress.programmes import enrol_in_programme
from courses.progress.renewal_points import (
    TooFewPoints,
    find_points_window,
    get_points,
    renew_by_points,
)
from courses.signals import course_completed, programme_completed
from tests.courses.factories import make_course, make_lesson
from tests.courses.programmes import complete_course, make_programme
from tests.people.factories import PersonFactory
from tests.plan.factories import SkillFactory

NOON = timezone.make_aware(dt.datetime(2026, 3, 2, 12, 0))
END = dt.date(2027, 3, 2)
DAY = dt.timedelta(days=1)

days = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
moments = st.datetimes(dt.datetime(2019, 1, 1), dt.datetime(2040, 1, 1)).map(timezone.make_aware)


@given(completed=days, lasts=st.integers(1, 1500), grace=st.integers(0, 366), moment=moments)
def test_points_count_after_the_completion_to_the_last_day_of_grace(
    completed, lasts, grace, moment
):
    done = timezone.make_aware(dt.datetime.combine(completed, dt.time(9)))
    ends_on = completed + lasts * DAY
    window = find_points_window(done, ends_on, grace)
    day = timezone.localdate(moment)
    expected = moment > done and day < ends_on + grace * DAY
    assert window.holds(moment) is expected
    # More grace never takes a moment away.
    assert not expected or find_points_window(done, ends_on, grace + 1).holds(moment)


@pytest.fixture
def skill():
    return SkillFactory()


@pytest.fixture
def held(skill):
    """A course that was completed for a year, renewed by two points or within ten days."""
    person, course = PersonFactory(), make_course(skills=[(skill, 1)])
    make_lesson(course)
    Course.objects.filter(pk=course.pk).update(renewal_points=2, grace_days=10, validity_months=12)
    done = complete_course(person, course, at=NOON, ends_on=END)
    return Enrolment.objects.select_related("course").get(pk=done.pk)


def learn(held, *skills, minutes=60, at=NOON + DAY):
    course = make_course(skills=[(one, 1) for one in skills])
    make_lesson(course)
    done = complete_course(held.person, course, at=at)
    LessonCompletion.objects.filter(enrolment=done).update(credited_minutes=minutes)
    return done


def moment(day, hour=12):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@pytest.mark.django_db
def test_hours_of_the_same_skills_count_and_part_of_one_is_no_point(held, skill):
    learn(held, skill, minutes=119)
    learn(held, SkillFactory(), minutes=600)
    learn(held, skill, minutes=600, at=NOON - DAY)
    standing = get_points(held, at=moment(END - DAY))
    assert (standing.collected, standing.is_enough) == (1, False)
    learn(held, skill, SkillFactory(), minutes=1)
    assert get_points(held, at=moment(END - DAY)).is_enough


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days_after_end", "is_open"), [(-91, False), (-90, True), (9, True), (10, False)]
)
def test_it_is_renewed_from_ninety_days_before_the_end_to_the_last_day_of_grace(
    held, days_after_end, is_open
):
    at = moment(END + days_after_end * DAY)
    standing = get_points(held, at=at)
    assert (standing is not None) is is_open
    assert standing is None or standing.last_day == END + 9 * DAY


@pytest.mark.django_db
def test_what_was_revoked_or_is_not_renewed_by_points_is_taken_again(held):
    held.ends_on = END - 30 * DAY
    assert get_points(held, at=moment(END - 40 * DAY)) is None
    held.ends_on, held.course.renewal_points = END, None
    assert get_points(held, at=moment(END)) is None


@pytest.mark.django_db
def test_it_is_a_further_completion_once_told_once(
    held, skill, django_capture_on_commit_callbacks
):
    learn(held, skill, minutes=120)
    told = []
    course_completed.connect(listener := lambda enrolment, **_: told.append(enrolment))
    try:
        with django_capture_on_commit_callbacks(execute=True):
            renewed = renew_by_points(held, language="my", at=moment(END + DAY))
    finally:
        course_completed.disconnect(listener)
    assert told == [renewed]
    assert (renewed.occasion, renewed.is_by_points, renewed.completed_at) == (
        2,
        True,
        moment(END + DAY),
    )
    with pytest.raises(TooFewPoints):
        renew_by_points(held, language="my", at=moment(END + DAY))
    # The hours are used up: a window of its own has begun.
    renewed.ends_on = END + 400 * DAY
    assert get_points(renewed, at=moment(END + 380 * DAY)).collected == 0


@pytest.mark.django_db
def test_too_few_points_renew_nothing(held, skill):
    learn(held, skill, minutes=60)
    with pytest.raises(TooFewPoints):
        renew_by_points(held, language="my", at=moment(END))
    assert Enrolment.objects.filter(course=held.course).count() == 1


@pytest.mark.django_db
def test_a_programme_is_renewed_by_points_of_the_skills_it_proves(
    held, skill, django_capture_on_commit_callbacks
):
    programme = make_programme([held.course], skills=[(skill, 1)], validity_months=12)
    Programme.objects.filter(pk=programme.pk).update(renewal_points=1, grace_days=0)
    taken = enrol_in_programme(held.person, programme, language="my", at=NOON)
    taken.refresh_from_db()
    assert taken.completed_at == NOON
    type(taken).objects.filter(pk=taken.pk).update(ends_on=END)
    taken.refresh_from_db()
    learn(held, skill)
    told = []
    programme_completed.connect(listener := lambda enrolment, **_: told.append(enrolment))
    try:
        with django_capture_on_commit_callbacks(execute=True):
            renewed = renew_by_points(taken, language="my", at=moment(END - DAY))
    finally:
        programme_completed.disconnect(listener)
    assert told == [renewed]
    assert (renewed.occasion, renewed.is_by_points) == (2, True)
