"""Each learner of a course is in one state, and its trainer writes to them."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import AttemptRequest, Course, Enrolment, FollowUp, WorkUse
from courses.progress.completion import complete_lesson
from courses.results import (
    NothingToWrite,
    TooManyLearners,
    add_states,
    count_states,
    letters,
    write_to_learners,
)
from people.models import Message, Role
from tests.courses.addresses import address
from tests.courses.assignments.factories import assign_to, make_manager, make_official
from tests.courses.factories import make_course, make_enrolment, make_lesson, make_quiz
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_AGO = NOW - dt.timedelta(days=30)


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def lesson(course):
    return make_lesson(course)


@pytest.fixture
def trainer(client, course):
    person = PersonFactory(language="en")
    RoleFactory(person=person, agency=course.agency, kind=Role.Kind.TRAINER)
    client.force_login(person)
    return person


def change(enrolment, **fields):
    Enrolment.objects.filter(pk=enrolment.pk).update(**fields)
    return enrolment


def begin(course, lesson, **fields):
    enrolment = make_enrolment(course)
    complete_lesson(enrolment, lesson)
    return change(enrolment, **{"completed_at": None, "last_seen_at": NOW} | fields)


@pytest.fixture
def learners(course, lesson):
    """Somebody in each state, by the state."""
    quiz = make_quiz(course, module=lesson.lesson.module, items=1)
    manager = make_manager(course.agency)
    late = make_official(course.agency)
    assign_to(late, course.agency, manager, course=course, reached_on=LONG_AGO.date(), due_days=5)
    make_enrolment(course, person=late)
    waiting = begin(course, lesson)
    AttemptRequest.objects.create(quiz=quiz, enrolment=waiting, wish="Please.", asked_at=NOW)
    found = {
        "waiting": waiting,
        "overdue": Enrolment.objects.get(person=late),
        "stuck": begin(course, lesson, last_seen_at=LONG_AGO),
        "not_begun": make_enrolment(course),
        "under_way": begin(course, lesson),
        "completed": begin(course, lesson, completed_at=NOW),
        "left": begin(course, lesson, withdrawn_at=NOW),
    }
    # Of a first test nobody knows the answers yet: it is no final test that was failed.
    fail(found["under_way"], make_quiz(course, items=1, is_first_test=True))
    found["failed"] = begin(course, lesson)
    fail(found["failed"], make_quiz(course, items=1))
    return found


def fail(enrolment, quiz):
    enrolment.attempts.create(
        quiz=quiz,
        number=1,
        seed=1,
        language="my",
        pass_mark=70,
        started_at=NOW,
        submitted_at=NOW,
        score=0,
        passed=False,
    )


def test_everybody_is_in_the_state_that_asks_for_help_first(learners):
    found = add_states(Enrolment.objects.all())
    assert dict(found.values_list("pk", "state")) == {
        row.pk: state for state, row in learners.items()
    }
    assert count_states(found) == dict.fromkeys(learners, 1)


def test_a_renewal_stands_for_the_time_before(course, lesson):
    first = begin(course, lesson, completed_at=NOW)
    change(make_enrolment(course), person=first.person, occasion=2)
    assert count_states(add_states(Enrolment.objects.all())) == {"not_begun": 1}


def test_the_trainer_sees_and_writes_to_their_learners_only(
    client, trainer, course, learners, django_assert_max_num_queries
):
    page = address("results", course.pk)
    own = make_enrolment(course, person=trainer)
    client.get(page)
    with django_assert_max_num_queries(15):
        answer = client.get(page)
    html = answer.content.decode()
    assert "is counted elsewhere and not shown" in html
    assert {row.person for row, *_rest in answer.context["lines"]} == {
        row.person for row in learners.values()
    }
    stuck = learners["stuck"].person
    answer = client.get(page, {"state": "stuck"})
    assert [row.person for row, *_rest in answer.context["lines"]] == [stuck]
    everybody = {"whom": "everybody", "text": "Go on.\n\nWe help."}
    client.post(f"{page}?state=stuck", everybody)
    client.post(f"{page}?state=stuck", everybody)
    [message] = Message.objects.filter(kind="courses/trainer_letter")
    assert (message.person, message.facts["text"]) == (stuck, "Go on.\n\nWe help.")
    client.post(page, {"text": "To me.", "person": [own.person_id]})
    assert Message.objects.filter(kind="courses/trainer_letter").count() == 1
    lines = b"".join(client.get(f"{page}export.csv?state=stuck")).decode().splitlines()
    assert len(lines) == 2
    assert str(stuck) in lines[1]


def test_answers_about_use_are_told_of_enough_people_and_kept_when_nobody_is_asked(
    client, trainer, course, settings
):
    settings.SMALLEST_GROUP = 2
    page = address("results", course.pk)
    facts = {"asked_at": NOW, "closes_on": NOW.date(), "answered_at": NOW}
    for answer, is_told in ((WorkUse.OFTEN, False), (WorkUse.NOT_YET, True)):
        enrolment = make_enrolment(course)
        FollowUp.objects.create(enrolment=enrolment, answer=answer, **facts)
        assert ("Yes, often: 1" in client.get(page).content.decode()) is is_told
    Course.objects.update(asks_feedback=False)
    told = client.get(page).content.decode()
    assert "Yes, often: 1" in told
    assert "asks for no feedback" in told


def test_the_list_of_courses_leads_to_those_who_need_something(
    client, trainer, course, learners, django_assert_max_num_queries
):
    for _other in range(5):
        make_enrolment(make_course(agency=course.agency))
    with django_assert_max_num_queries(14):
        page = client.get(address("own_results"))
    calls = dict(dict(page.context["lines"])[course])
    assert {state.value for state, number in calls.items() if number} == {
        state for state in ("waiting", "marking", "overdue", "stuck") if state in learners
    }
    for state, number in calls.items():
        assert (f"?state={state.value}" in page.content.decode()) == bool(number)
        named = client.get(address("results", course.pk), {"state": state.value})
        assert named.context["page"].paginator.count == number


def test_an_empty_list_says_whether_somebody_was_looked_for(client, trainer, course):
    page = address("results", course.pk)
    assert "has enrolled in this course yet" in client.get(page).content.decode()
    assert "has enrolled" not in client.get(page, {"q": "Aung"}).content.decode()


def test_no_trainer_of_elsewhere_opens_it(client, course):
    far = PersonFactory()
    RoleFactory(person=far, kind=Role.Kind.TRAINER)
    client.force_login(far)
    assert client.get(address("results", course.pk)).status_code == 404
    assert client.get(f"{address('results', course.pk)}export.csv").status_code == 404
    client.force_login(PersonFactory())
    assert client.get(address("own_results")).status_code == 403


def test_nobody_is_flooded_with_letters(course):
    trainer, learner = PersonFactory(), PersonFactory()
    sent = [
        write_to_learners(course, [learner], text=f"Number {number}", by=trainer)
        for number in range(4)
    ]
    assert sent == [1, 1, 1, 0]
    with pytest.raises(NothingToWrite):
        write_to_learners(course, [learner], text=" \n ", by=trainer)
    with pytest.raises(TooManyLearners):
        write_to_learners(
            course, [learner] * (letters.MOST_WRITTEN_TO + 1), text="All", by=trainer
        )
