"""My learning: one place to go on, everything else below it."""

import pytest
from django.utils import timezone

from courses.catalogue import retire_row
from courses.models import Assignment, Course, Enrolment, ProgrammeEnrolment
from courses.progress.completion import complete_lesson, visit_lesson
from courses.progress.enrolment import leave_course
from courses.progress.programmes import enrol_in_programme
from courses.progress.progress import get_progress
from people.audiences import PeopleRule
from tests.courses.addresses import address
from tests.courses.assignments.factories import (
    assign,
    assign_to,
    in_days,
    make_agency_with_manager,
)
from tests.courses.factories import make_course, make_enrolment, make_lesson, version_in
from tests.courses.programmes import make_programme, make_short_course
from tests.courses.session_factories import make_session, soon
from tests.people.factories import PersonFactory, PostingFactory
from tests.plan.factories import RoleProfileFactory, SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def page(client):
    return client.get(address("my_learning"))


def enrolled(person, slug):
    course = make_course(slug=slug)
    make_lesson(course)
    return make_enrolment(course, person=person)


def test_it_asks_to_sign_in(client):
    assert page(client).url == f"/accounts/login/?next={address('my_learning')}"


def test_it_greets_by_name_and_leads_to_the_catalogue(client, person):
    html = page(client).content.decode()
    assert "Hello, Daw Khin Myo Thandar" in html
    assert "You have not started a course yet" in html
    assert f'href="{address("catalogue")}"' in html


def test_the_course_last_opened_is_the_one_to_continue(client, person):
    first, second = enrolled(person, "first"), enrolled(person, "second")
    assert page(client).context["going_on"].enrolment == second
    visit_lesson(first, get_progress(first).steps[0].row)
    context = page(client).context
    assert context["going_on"].enrolment == first
    assert [one.enrolment for one in context["under_way"]] == [second]


def test_there_is_one_primary_button(client, person):
    enrolled(person, "first")
    enrolled(person, "second")
    assert page(client).content.decode().count('class="button"') == 1


def test_a_completed_course_is_listed_with_its_day(client, person):
    one = enrolled(person, "first")
    complete_lesson(one, version_in(get_progress(one).steps[0].row, "my"))
    html = page(client).content.decode()
    assert "Completed on" in html
    assert "Nothing is waiting for you" in html


def test_a_course_no_longer_offered_is_told_and_not_linked(client, person):
    one = enrolled(person, "gone")
    retire_row(one.course)
    html = page(client).content.decode()
    assert "no longer offered" in html
    assert address("course", "gone") not in html


def test_a_renewal_that_was_left_is_offered_only_while_it_is_needed(client, person):
    first = enrolled(person, "first")
    now = timezone.now()
    Enrolment.objects.filter(pk=first.pk).update(completed_at=now, ends_on=now.date())
    renewal = make_enrolment(first.course, person=person)
    assert renewal.occasion == 2
    leave_course(renewal)
    assert page(client).context["left"] == [first.course]
    # The certificate is restored: there is nothing to come back to, and no button for it.
    Enrolment.objects.filter(pk=first.pk).update(ends_on=None)
    assert page(client).context["left"] == []


def test_it_keeps_its_budget(client, person, django_assert_max_num_queries):
    for slug in ("a", "b", "c"):
        enrolled(person, slug)
    page(client)
    with django_assert_max_num_queries(12):
        page(client)


def test_what_is_due_stands_first_with_the_next_act_and_how_late_it_is(client, person):
    agency, manager = make_agency_with_manager()
    course = make_course()
    lesson = make_lesson(course).lesson
    late = assign_to(person, agency, manager, due_days=5, reached_on=in_days(-8), course=course)
    assign_to(person, agency, manager, due_days=None)
    html = page(client).content.decode()
    assert "3 days late" in html
    assert html.index(course.title) < html.index("Recommended")
    assert f'href="{address("course", course.slug)}"' in html
    assert f'href="{address("ask_about_duty", late.pk)}"' in html
    make_enrolment(course, person=person)
    next_act = page(client).context["due"][0].next_url
    assert lesson.slug in next_act


def test_what_is_due_is_told_in_burmese(client, person):
    agency, manager = make_agency_with_manager()
    assign_to(person, agency, manager, due_days=5, reached_on=in_days(-8))
    html = client.get(address("my_learning", language="my")).content.decode()
    assert "၃ ရက် နောက်ကျနေ" in html


def test_a_hundred_things_due_keep_the_budget(client, person, django_assert_max_num_queries):
    agency, manager = make_agency_with_manager()
    course = make_course(agency=agency)
    for number in range(100):
        copy = Course(
            slug=f"copy-{number}", titles=course.titles, agency=agency, published_at=timezone.now()
        )
        copy.save()
        row = Assignment.objects.create(
            agency=agency,
            course=copy,
            due_days=9,
            starts_on=in_days(0),
            made_at=timezone.now(),
            made_by=manager,
        )
        row.people.create(person=person, reached_on=in_days(0), due_on=in_days(9))
        if number % 2:
            make_enrolment(copy, person=person)
    position, skill = {"en": "Clerk"}, SkillFactory()
    PostingFactory(person=person, agency=agency, position=position)
    RoleProfileFactory(agency=agency, position=position, asks=[(skill, 1, None)])
    make_course(skills=[(skill, 1)])
    with django_assert_max_num_queries(12):
        answer = page(client)
    assert len(answer.context["due"]) == 100
    assert "What your position asks" in answer.content.decode()


def test_a_programme_and_a_session_that_are_due_have_their_next_act(client, person):
    agency, manager = make_agency_with_manager()
    PostingFactory(person=person, agency=agency)
    programme = make_programme([make_short_course()])
    session = make_session(agency, by=manager, parts=[soon(4)], opens_to="unit")
    for what in (programme, session):
        assign(agency, manager, what=what, rule=PeopleRule())
    html = page(client).content.decode()
    assert f'href="{address("programme", programme.slug)}"' in html
    assert "Open the class session" in html
    assert "Has a seat" in html
    enrol_in_programme(person, programme, language="en")
    (taken, _seat) = sorted(page(client).context["due"], key=lambda one: one.seat is not None)
    assert taken.next_url.startswith("/en/courses/")


@pytest.mark.parametrize(("days", "is_offered"), [(91, False), (20, True), (-1, True)])
def test_what_ends_soon_is_offered_once_to_be_renewed(client, person, days, is_offered):
    enrolment = enrolled(person, "first")
    complete_lesson(enrolment, version_in(enrolment.course.modules.get().lessons.get(), "en"))
    Enrolment.objects.filter(pk=enrolment.pk).update(ends_on=in_days(days))
    answer = page(client)
    assert [one.url for one in answer.context["ending"]] == [
        address("renew", "first")
    ] * is_offered
    assert answer.text.count(f'href="{address("renew", "first")}"') == is_offered
    make_enrolment(enrolment.course, person=person)
    assert address("renew", "first") not in page(client).text


def test_a_certificate_of_no_course_is_listed_too(client, person):
    assert "My certificates" not in page(client).text
    taken = enrol_in_programme(person, make_programme([make_short_course()]), language="en")
    ProgrammeEnrolment.objects.filter(pk=taken.pk).update(completed_at=timezone.now())
    assert "My certificates" in page(client).text
