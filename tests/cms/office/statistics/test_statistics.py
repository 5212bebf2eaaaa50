"""Trainers see the figures of their questions, and two of them put a wrong key right."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cms.models import BankPage
from cms.office.statistics.telling import tell_authors_of_poor_questions
from courses.items.statistics import count_quiz
from courses.models import ItemStatistics, ItemVersion, KeyCorrection, QuestionReport, Quiz
from courses.quizzes import start_attempt, submit_attempt
from courses.quizzes.appeals.regrading import regrade_waiting
from courses.quizzes.appeals.reports import report_question
from people.models import Message, Person
from tests.cms import factories as f
from tests.courses.factories import make_enrolment
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.any_database, pytest.mark.slow]
PAPERS = 12


@pytest.fixture
def bank(shelf):
    return f.put_asked_bank(shelf)


@pytest.fixture
def agency(bank):
    return bank.get_parent().specific.agency


@pytest.fixture
def quiz(bank):
    return Quiz.objects.get()


@pytest.fixture
def version(bank):
    return ItemVersion.objects.get(item__key=bank.items.first().translation_key)


@pytest.fixture
def wrong(version):
    return next(one for one in version.content["en"]["options"] if one not in version.answer_key)


@pytest.fixture
def papers(quiz, version, wrong):
    """All answer the question wrongly, and the other one rightly."""
    made = []
    for _number in range(PAPERS):
        attempt = start_attempt(quiz, make_enrolment(quiz.course), language="en")
        answers = {one.position: one.version.answer_key for one in attempt.items.all()}
        answers[attempt.items.get(version=version).position] = [wrong]
        made.append(submit_attempt(attempt, answers))
    count_quiz(quiz)
    return made


@pytest.fixture
def trainer(client, agency):
    return signed_in(client, "trainer", agency=agency, language="en")


def page_of(version):
    return reverse("question_statistics", args=[version.pk])


def test_the_pages_and_files_show_the_figures(client, trainer, bank, quiz, version, papers):
    pages = [
        reverse("statistics"),
        reverse("quiz_statistics", args=[quiz.pk]),
        reverse("bank_statistics", args=[bank.pk]),
        page_of(version),
    ]
    html = [client.get(page).content.decode() for page in pages]
    assert quiz.title in html[0]
    assert all(version.content["en"]["stem"][3:20] in page for page in html[1:])
    assert "<svg" in html[1]
    # Beside the question as its author opens it, too.
    form = client.get(reverse("bank_question", args=[bank.pk, version.item.key]))
    assert [line.row.version for line in form.context["figures"]] == [version]
    assert page_of(version) in form.content.decode()
    file = b"".join(client.get(pages[1] + "export.csv")).decode()
    assert str(PAPERS) in file
    assert client.get(reverse("bank_statistics_file", args=[bank.pk, "xlsx"])).status_code == 200


def test_few_papers_tell_nothing(client, trainer, quiz, version, papers):
    ItemStatistics.objects.update(asked=settings.SMALLEST_GROUP - 1)
    for page in (reverse("quiz_statistics", args=[quiz.pk]), page_of(version)):
        assert "Too few answers yet." in client.get(page).content.decode()


def test_a_key_is_tried_asked_for_and_approved_by_two(
    client, trainer, agency, quiz, version, wrong, papers
):
    page = page_of(version)
    tried = client.post(page, {"act": "try", "key": wrong}).context["forecast"]
    assert (tried.asked, tried.risen, tried.passed) == (PAPERS, PAPERS, PAPERS)
    assert not KeyCorrection.objects.exists()
    client.post(page, {"act": "ask", "key": wrong, "reason": "The law says so."})
    correction = KeyCorrection.objects.get()
    decision = {"act": "approve", "correction": correction.pk}
    assert client.post(page, decision | {"correction": "9" * 5_000}).status_code == 404
    client.post(page, decision)
    correction.refresh_from_db()
    assert correction.answer_state == "waiting"
    # Nobody else is told of it: whoever may decide finds it on the first page.
    assert page not in client.get("/cms/").content.decode()
    signed_in(client, "trainer", agency=agency, language="en")
    assert page in client.get("/cms/").content.decode()
    assert "Approve and mark again" in client.get(page).content.decode()
    client.post(page, decision)
    [item, _other] = BankPage.objects.get().items.all()
    assert [one.id for one in item.options if one.value["is_correct"]] == [wrong]
    assert regrade_waiting() == PAPERS
    papers[0].refresh_from_db()
    assert papers[0].passed
    assert "Corrected before" in client.get(page).content.decode()


def test_what_many_typed_is_accepted_too_by_one_click_and_a_second_trainer(client, shelf, trainer):
    item = f.item("What is it called?", kind="short_text")
    item.options = [{"type": "accepted", "value": {"text": "network"}}]
    bank = f.put_bank(shelf, slug="typed", items=[item])
    quiz_page = f.put_quiz(f.put_course(shelf, slug="words"), bank)
    quiz = Quiz.objects.get(key=quiz_page.translation_key)
    version = ItemVersion.objects.get(item__key=item.translation_key)
    for _number in range(PAPERS):
        attempt = start_attempt(quiz, make_enrolment(quiz.course), language="en")
        submit_attempt(attempt, {1: ["text:lattice"]})
    ItemStatistics.objects.all().delete()
    count_quiz(quiz)
    page = page_of(version)
    html = client.get(page).content.decode()
    assert html.count("Accept this answer too") == 1
    tried = client.post(page, {"act": "accept", "answer": "text:lattice"}).context
    assert (tried["forecast"].risen, tried["key_fields"][0].value) == (PAPERS, "network\nlattice")
    form = {"accepted": "network\r\nlattice", "reason": tried["reason"]}
    assert client.post(page, {**form, "act": "ask", "reason": " "}).context["is_tried"]
    kept = client.post(page, {**form, "act": "try", "accepted": "x" * 300})
    assert (kept.status_code, kept.context["key_fields"][0].value) == (422, "x" * 300)
    assert "Write at least one right answer" in kept.content.decode()
    client.post(page, {**form, "act": "ask"})
    correction = KeyCorrection.objects.get()
    assert correction.answer_key == {"accepted": ["network", "lattice"]}
    assert correction.reason == "This is right too: lattice"
    assert "network / lattice" in client.get(page).content.decode()


def test_a_report_is_answered_without_a_name(client, trainer, quiz, version, papers):
    attempt = papers[0]
    place = attempt.items.get(version=version).position
    report = report_question(attempt, place, words="Two answers are right.")
    page = reverse("question_reports")
    html = client.get(page).content.decode()
    assert "Two answers are right." in html
    assert str(attempt.enrolment.person) not in html
    assert "Questions that learners call wrong" in client.get("/cms/").content.decode()
    client.post(page, {"report": report.pk, "answer": " "})
    client.post(page, {"report": report.pk, "answer": "Read article 4."})
    report.refresh_from_db()
    assert (report.state, report.answer) == (QuestionReport.State.DECLINED, "Read article 4.")


def test_an_author_hears_of_each_poor_question_once(bank, trainer, papers):
    bank.owner = trainer
    bank.save()
    ItemStatistics.objects.update(is_poor=True)
    noon = timezone.localtime().replace(hour=12)
    assert tell_authors_of_poor_questions(at=noon) == 1
    assert tell_authors_of_poor_questions(at=noon) == 0
    [message] = Message.objects.filter(kind="cms/poor_questions")
    assert (message.person, message.facts["count"]) == (Person.objects.get(pk=trainer.pk), 2)
