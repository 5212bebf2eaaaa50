import pytest
from django.urls import reverse

from cms.bootstrap import ensure_agency_catalog
from cms.models import QuizPage
from cms.office.content.withdrawn_questions import list_bank_questions
from courses.items import withdraw_item_version
from courses.models import Course, ItemVersion, Quiz
from courses.quizzes import start_attempt, submit_attempt
from courses.quizzes.appeals.remarking import remark_attempts
from tests.cms import factories as f
from tests.courses.factories import make_enrolment
from tests.people.factories import AgencyFactory, PersonFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.any_database, pytest.mark.slow]


@pytest.fixture
def bank(shelf):
    return f.put_asked_bank(shelf)


@pytest.fixture
def address(bank):
    return reverse("bank_questions", args=[bank.pk])


@pytest.fixture
def trainer(client, bank):
    signed_in(client, "trainer", agency=bank.get_parent().specific.agency, language="en")


@pytest.fixture
def version(bank):
    return ItemVersion.objects.get(item__key=bank.items.first().translation_key)


FORM = {"note": "Two answers are right."}


def test_a_trainer_withdraws_a_question_with_the_reason(client, trainer, address, version):
    assert "<option" in client.get(address).content.decode()
    answer = client.post(address, {**FORM, "version": version.pk})
    assert answer["Location"] == address
    version.refresh_from_db()
    assert version.withdrawal_note == "Two answers are right."
    page = client.get(address)
    assert "Two answers are right." in page.content.decode()
    assert f'value="{version.pk}"' not in page.content.decode()


@pytest.mark.parametrize("change", [{"note": " "}, {"version": ""}, {"version": "999999"}])
def test_what_is_not_filled_in_is_told(client, trainer, address, version, change):
    page = client.post(address, {**FORM, "version": version.pk, **change})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not ItemVersion.objects.exclude(withdrawn_at=None).exists()


def test_a_question_of_another_bank_is_not_withdrawn_here(client, trainer, address, shelf):
    other = f.put_bank(shelf, slug="other", items=[f.item("Elsewhere?")])
    f.put_quiz(f.put_course(shelf, slug="elsewhere"), other)
    foreign = ItemVersion.objects.get(item__key=other.items.first().translation_key)
    assert client.post(address, {**FORM, "version": foreign.pk}).context["form"].errors
    foreign.refresh_from_db()
    assert foreign.withdrawn_at is None


@pytest.mark.parametrize("kind", ["trainer", "translator", "registrar", "auditor"])
def test_nobody_of_elsewhere_opens_it_nor_learns_whether_it_is_there(
    client, address, version, kind
):
    far = AgencyFactory(code="FAR")
    ensure_agency_catalog(far)
    signed_in(client, kind, agency=far)
    answers = {
        client.get(url).status_code
        for url in (address, address.replace("/questions", "9/questions"))
    }
    assert answers == {302}
    assert client.post(address, {**FORM, "version": version.pk}).status_code == 302
    version.refresh_from_db()
    assert version.withdrawn_at is None


def test_the_page_of_a_bank_leads_to_it(client, trainer, address, bank):
    page = client.get(reverse("wagtailadmin_pages:edit", args=[bank.pk]))
    assert address in page.content.decode()


def rewrite(bank, **fields):
    bank.refresh_from_db()
    row = bank.items.first()
    for name, value in fields.items():
        setattr(row, name, value)
    bank.items.add(row)
    bank.save_revision().publish()


def take(name, *, answer):
    """A paper of the quiz, each question answered by a function of its version."""
    quiz = Quiz.objects.get()
    enrolment = make_enrolment(quiz.course, person=PersonFactory(name_en=name))
    attempt = start_attempt(quiz, enrolment, language="en")
    given = {item.position: answer(item.version) for item in attempt.items.all()}
    return submit_attempt(attempt, given)


def key_of(version):
    return version.answer_key


def test_every_version_that_was_asked_can_be_withdrawn(client, trainer, address, bank, version):
    rewrite(bank, stem="<p>Never asked?</p>")
    rewrite(bank, stem="<p>Asked now?</p>")
    assert [one.version.number for one in list_bank_questions(bank)] == [3, 1]
    take("Aye", answer=key_of)
    rewrite(bank, stem="<p>The newest?</p>")
    found = list_bank_questions(bank)
    assert [(one.version.number, one.version.asked) for one in found] == [(4, 0), (3, 1), (1, 1)]
    page = client.get(address).content.decode()
    assert "Asked now? (version 3)" in page
    assert client.post(address, {**FORM, "version": found[1].version.pk}).status_code == 302


def test_a_question_taken_out_of_its_bank_can_still_be_withdrawn(
    client, trainer, address, bank, version
):
    take("Aye", answer=key_of)
    bank.refresh_from_db()
    bank.items.remove(bank.items.first())
    bank.save_revision().publish()
    assert f'value="{version.pk}"' in client.get(address).content.decode()


def test_what_rests_on_a_version_is_counted_and_papers_marked_again_are_listed(
    client, trainer, address, bank, version
):
    passed = take("Aye Aye", answer=key_of)
    failed = take("Ba Ba", answer=lambda one: [] if one == version else key_of(one))
    lost = take("Cho Cho", answer=lambda one: [])
    told = next(one for one in list_bank_questions(bank) if one.version == version)
    assert (told.version.asked, told.version.passed, told.certificates) == (3, 1, 0)
    withdraw_item_version(version, note="Wrong.")
    remark_attempts(version)
    remarks = client.get(address).context["remarks"]
    assert {one.attempt for one in remarks} == {passed, failed, lost}
    page = client.get(address).content.decode()
    for words in ("Had passed already", "Passes now", "Has the attempt back", "Ba Ba"):
        assert words in page


def test_papers_of_courses_of_others_are_not_told(client, trainer, address, version):
    take("Aye Aye", answer=key_of)
    withdraw_item_version(version, note="Wrong.")
    remark_attempts(version)
    Course.objects.update(agency=AgencyFactory(code="ELSE"))
    assert "Aye Aye" not in client.get(address).content.decode()


def test_a_quiz_that_finds_too_few_questions_now_is_named(client, trainer, address, version):
    QuizPage.objects.update(draw_count=2)
    answer = client.post(address, {**FORM, "version": version.pk}, follow=True)
    assert "Quiz: The quiz draws 2 questions" in answer.content.decode()
