"""Trainers mark essays from a queue without names; the learner reads points and words."""

import pytest

from courses.models import Essay, EssayMark
from people.models import Role
from tests.courses.addresses import address
from tests.courses.factories import make_enrolment
from tests.courses.quizzes.essays.factories import (
    BEST,
    GOOD,
    answer_paper,
    hand_in,
    make_essay_quiz,
    read_outcome,
)
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db
NAME = "Daw Hla Hla Win"


@pytest.fixture
def paper():
    return hand_in(make_essay_quiz(), text="One.\nTwo <b>.", person=PersonFactory(name_en=NAME))


@pytest.fixture
def essay(paper):
    return Essay.objects.get()


@pytest.fixture
def trainer(client, paper):
    return signed_in(client, "trainer", agency=paper.quiz.course.agency, language="en")


def fill(act, choices=BEST, **words):
    return {"act": act, **{f"c-{one}": level for one, level in choices.items()}, **words}


def page_of(essay):
    return address("essay", essay.pk)


def test_an_essay_is_marked_by_forms_alone(
    client, trainer, paper, essay, django_assert_max_num_queries
):
    queue = address("essays")
    with django_assert_max_num_queries(14):
        listed = client.get(queue).content.decode()
    assert "Waits" in listed
    assert NAME not in listed
    assert client.post(page_of(essay), {"act": "take"}).url == page_of(essay)
    with django_assert_max_num_queries(16):
        html = client.get(page_of(essay)).content.decode()
    assert "<p>One.<br>Two &lt;b&gt;.</p>" in html
    assert "Look for the law." in html
    assert NAME not in html
    half = fill("give", {"facts": "facts-1"}, comment="So far.")
    assert "Choose a level" in client.post(page_of(essay), half, follow=True).content.decode()
    saved = client.post(page_of(essay), fill("save", GOOD), follow=True)
    assert (saved.context["sum"], saved.context["comment"]) == (8, "")
    given = client.post(page_of(essay), fill("give", GOOD, comment="Well said."), follow=True)
    assert given.redirect_chain[-1][0] == queue
    assert read_outcome(paper) == (90, True)
    html = client.get(page_of(essay)).content.decode()
    assert NAME in html
    refused = client.post(page_of(essay), fill("correct", BEST, reason=" "))
    assert refused.status_code == 400
    client.post(page_of(essay), fill("correct", BEST, reason="All is there.", comment="Yes."))
    assert read_outcome(paper) == (100, True)
    assert "All is there." in client.get(page_of(essay)).content.decode()
    assert b"Marked on" in client.get(f"{queue}?marked=1").content


def test_the_next_text_is_taken_and_a_taken_one_is_told(client, trainer, paper, essay):
    other, third = hand_in(paper.quiz), hand_in(paper.quiz)
    taken = Essay.objects.get(attempt_item__attempt=other)
    colleague = RoleFactory(kind=Role.Kind.TRAINER, agency=paper.quiz.course.agency).person
    client.post(page_of(essay), {"act": "take"})
    EssayMark.objects.create(
        essay=taken, marker=colleague, held_until=essay.marks.get().held_until
    )
    told = client.post(page_of(taken), {"act": "take"}, follow=True).content.decode()
    assert "Somebody marks this text now" in told
    nearest = client.post(page_of(essay), fill("give")).url
    assert nearest == page_of(Essay.objects.get(attempt_item__attempt=third))


def test_others_see_neither_queue_nor_texts(client, essay):
    signed_in(client, "trainer", agency=AgencyFactory())
    assert client.get(page_of(essay)).status_code == 404
    assert client.post(page_of(essay), fill("give")).status_code == 404
    assert b"One." not in client.get(address("essays")).content
    signed_in(client, "hr", agency=essay.quiz.course.agency)
    assert client.get(address("essays")).status_code == 403
    assert client.get(page_of(essay)).status_code == 403


def test_a_learner_writes_waits_and_reads_the_marks(client, trainer, essay):
    quiz = make_essay_quiz(answers_shown="never")
    learner = signed_in(client, language="en")
    make_enrolment(quiz.course, person=learner)
    client.post(address("quiz", quiz.key))
    attempt = learner.enrolments.get().attempts.get()
    paper = address("attempt", quiz.key, 1)
    html = client.get(paper).content.decode()
    assert "At most 300 characters" in html
    assert "Facts" in html
    assert "Look for the law." not in html
    place = attempt.items.get(version__kind="essay").position
    long = {"act": "submit", "shown": place, f"q{place}.text": "word " * 80}
    refused = client.post(paper, long)
    assert refused.status_code == 400
    assert "longer than asked" in refused.content.decode()
    ticked = next(one for one in answer_paper(attempt) if one != place)
    client.post(paper, {**long, f"q{place}.text": "Short.", f"q{ticked}": "a"})
    html = client.get(paper).content.decode()
    assert "waits for its marks" in html
    assert "Try again" not in html
    marked = Essay.objects.get(attempt_item__attempt=attempt)
    role = {"kind": Role.Kind.TRAINER, "agency": quiz.course.agency}
    client.force_login(RoleFactory(person=PersonFactory(name_en=NAME), **role).person)
    client.post(page_of(marked), {"act": "take"})
    client.post(page_of(marked), fill("give", GOOD, comment="Well said."))
    client.force_login(learner)
    html = client.get(paper).content.decode()
    for words in ("8 of 10 points", "Well said.", "Facts", "This question is wrong"):
        assert words in html
    assert NAME not in html
