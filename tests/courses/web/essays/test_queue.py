"""The number of what waits for a marker is that of the queue, and is filtered by course."""

import pytest

from courses.models import Essay
from courses.web.essays.queue import list_waiting
from people.web.pending import list_work
from tests.courses.addresses import address
from tests.courses.factories import make_course
from tests.courses.quizzes.essays.factories import hand_in, make_essay_quiz
from tests.people.sign_in import signed_in


@pytest.mark.django_db
def test_what_waits_is_counted_and_found_by_course(client):
    quiz = make_essay_quiz()
    agency = quiz.course.agency
    other = make_essay_quiz(make_course(agency=agency))
    for one in (quiz, other, other):
        hand_in(one)
    trainer = signed_in(client, "trainer", agency=agency, language="en")
    counts = {work.key: count for work, count in list_work(trainer)}
    assert counts["essays"] == len(list_waiting(trainer)) == 3
    page = client.get(address("essays"), {"course": other.course_id})
    assert {one.quiz for one in page.context["page"]} == {other}
    assert sorted(count for _course, count in page.context["courses"]) == [1, 2]
    assert list(list_waiting(trainer)) == list(Essay.objects.order_by("handed_in_at", "pk"))
