"""Tests on paper are prepared on the page of a session, and printed from their own."""

import pytest

from courses.models import PaperTest
from courses.papers.printing import print_next_piece
from tests.courses.addresses import address
from tests.courses.factories import make_quiz
from tests.courses.paper_factories import make_paper_test, make_test_session
from tests.courses.session_factories import make_runner, make_session, soon

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def session():
    return make_test_session(parts=[soon(days=0.01)])


@pytest.fixture
def trainer(client, session):
    person = make_runner(session.agency)
    client.force_login(person)
    return person


def test_a_test_is_prepared_and_its_page_lists_the_sheets(client, session, trainer):
    quiz = make_quiz(session.course)
    given = {"quiz": quiz.pk, "kind": "drawn", "language": "en"}
    page = client.post(address("session_papers", session.pk), given, follow=True).text
    sheet = PaperTest.objects.get().sheets.first()
    assert sheet.printed_code in page
    assert str(sheet.seat.person.staff_number) in page


def test_points_are_asked_for_where_it_is_marked_elsewhere(client, session, trainer):
    quiz = make_quiz(session.course)
    given = {"quiz": quiz.pk, "kind": "outside", "language": "en", "most_points": ""}
    answer = client.post(address("session_papers", session.pk), given)
    assert answer.status_code == 422
    assert "Say how many points can be reached." in answer.text
    client.post(address("session_papers", session.pk), given | {"most_points": "၂၀"})
    assert PaperTest.objects.get().most_points == 20


def test_a_session_without_a_course_says_what_to_do(client, session, trainer):
    bare = make_session(session.agency, by=trainer)
    assert "Give the session a course first" in client.get(address("session_papers", bare.pk)).text


def test_the_page_tells_how_far_the_print_is_and_hands_out_the_file(client, session, trainer):
    paper = make_paper_test(session, trainer)
    page = address("paper_test", paper.pk)
    assert "The sheets are being made." in client.post(page, {"act": "print"}, follow=True).text
    print_next_piece(paper.pk)
    assert "Get the file (PDF)" in client.get(page).text
    answer = client.get(address("paper_file", paper.pk))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_page_of_sheets_costs_few_queries(client, trainer, django_assert_max_num_queries):
    session = make_test_session(seats=12, parts=[soon(days=0.01)])
    runner = make_runner(session.agency)
    paper = make_paper_test(session, runner)
    client.force_login(runner)
    with django_assert_max_num_queries(32):
        client.get(address("paper_test", paper.pk))
