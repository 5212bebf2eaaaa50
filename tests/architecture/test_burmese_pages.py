"""No page greets a reader of Burmese with words of another language."""

import pytest
from django.urls import reverse
from django.utils import translation

from certification.issuing.issue import issue_certificate
from certification.sealing.seal import seal_certificate
from cms.bootstrap import bootstrap_site
from courses.models import Attempt
from courses.quizzes.attempts import start_attempt, submit_attempt
from people.models import Person, Role
from people.renaming import ask_for_name
from tests.architecture.reading import foreign_words
from tests.certification.factories import completed_enrolment, make_target
from tests.certification.signing_environment import make_machinery, use_machinery
from tests.courses.factories import (
    do_what_comes_before,
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    make_quiz,
)
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import LevelFactory, SkillFactory

pytestmark = pytest.mark.any_database

ONLY_BURMESE = ("my",)
OF_THE_FACTORY = {"Because", "Option", "Which", "my"}


@pytest.fixture(autouse=True)
def burmese():
    with translation.override("my"):
        yield


@pytest.fixture
def learner(db) -> Person:
    return PersonFactory(name_en="")


@pytest.fixture
def course(db):
    """A course whose every name is Burmese, with a lesson and a quiz."""
    LevelFactory()
    skill = SkillFactory(code="DC3-4.2", names={"my": "ကိုယ်ရေးအချက်အလက် ကာကွယ်ခြင်း"})
    course = make_course(
        languages=ONLY_BURMESE,
        summary="ကိုယ်ရေးအချက်အလက်ကို ကာကွယ်တတ်ပါမည်။",
        skills=[(skill, 2)],
        agency=AgencyFactory(names={"my": "ဝန်ကြီးဌာန"}),
    )
    make_lesson(
        course,
        module=module_in(course),
        languages=ONLY_BURMESE,
        titles={"my": "သင်ခန်းစာ တစ်"},
    )
    return course


def module_in(course):
    module = make_module(course, languages=ONLY_BURMESE)
    module.titles = {"my": "အပိုင်း တစ်"}
    module.save()
    return module


@pytest.fixture
def quiz(course):
    quiz = make_quiz(course, languages=ONLY_BURMESE, attempt_limit=3, time_limit=30)
    quiz.titles = {"my": "နောက်ဆုံးစစ်ဆေးမှု"}
    quiz.save()
    return quiz


def english_on(client, address, *, data=None, status=200):
    """The words on a page; with data the page that answers a form."""
    get = client.get if data is None else client.post
    response = get(address, data or {}, headers={"accept-language": "my"})
    assert response.status_code == status
    assert 'lang="my"' in response.text
    return foreign_words(response.text)


def test_a_word_left_in_english_is_found():
    page = '<html lang="my"><p>ဖိုင် <b>Download</b> PDF</p><p lang="en">Skip me</p></html>'
    assert foreign_words(page) == ["Download"]


@pytest.mark.parametrize(
    "name",
    [
        *("account_login", "account_signup", "account_reset_password"),
        *("certification:verify", "certification:log", "courses:catalogue"),
    ],
)
def test_pages_for_everybody(client, course, name):
    assert english_on(client, reverse(name)) == []


def test_the_front_page(client, db):
    bootstrap_site()
    assert english_on(client, "/my/") == []


@pytest.mark.parametrize("address", ["/my/not-here/", "/my/courses/not-here/"])
def test_a_page_that_is_not_here(client, db, address):
    bootstrap_site()
    assert english_on(client, address, status=404) == []


def test_a_course_and_its_lesson(client, course):
    lesson = ["lesson", course.slug, "module-1", "lesson-1"]
    assert english_on(client, reverse("courses:course", args=[course.slug])) == []
    assert english_on(client, reverse(f"courses:{lesson[0]}", args=lesson[1:])) == []


def test_what_a_learner_takes(client, course, quiz, learner):
    client.force_login(learner)
    assert english_on(client, reverse("courses:my_learning")) == []
    make_enrolment(course, person=learner)
    assert english_on(client, reverse("courses:my_learning")) == []
    assert english_on(client, reverse("courses:course", args=[course.slug])) == []


def test_a_quiz_its_paper_and_its_result(client, course, quiz, learner):
    client.force_login(learner)
    enrolment = make_enrolment(course, person=learner)
    assert english_on(client, reverse("courses:quiz", args=[quiz.key])) == []
    do_what_comes_before(quiz, enrolment)
    assert english_on(client, reverse("courses:quiz", args=[quiz.key])) == []
    attempt: Attempt = start_attempt(quiz, enrolment, language="my", seed=1)
    paper = reverse("courses:attempt", args=[quiz.key, attempt.number])
    assert set(english_on(client, paper)) <= OF_THE_FACTORY
    submit_attempt(attempt, {})
    assert set(english_on(client, paper)) <= OF_THE_FACTORY


@pytest.mark.parametrize(
    "name",
    [
        *("account_change_password", "account_logout", "account_email", "mfa_index"),
        *("account_reauthenticate", "socialaccount_connections", "mfa_activate_totp"),
        *("people:details", "people:letters", "people:request_name", "people:choose_password"),
        *("people:change_email", "people:confirm_phone", "usersessions_list"),
    ],
)
def test_pages_of_ones_account(client, learner, name):
    client.force_login(learner)
    response = client.get(reverse(name), follow=True)
    assert foreign_words(response.text) == []


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("account_login", {}, 200),
        ("account_login", {"login": "S1", "password": "wrong"}, 200),
        ("account_signup", {}, 200),
        ("account_signup", {"username": "a b", "password1": "123", "password2": "124"}, 200),
        ("account_signup", {"username": "sanda", "password1": "demo", "password2": "demo"}, 200),
        ("account_reset_password", {"email": "nobody"}, 200),
        ("certification:verify", {"code": "ABC"}, 422),
    ],
)
def test_what_is_said_about_a_form(client, db, name, data, status):
    assert english_on(client, reverse(name), data=data, status=status) == []


def test_a_verified_certificate(client, db, settings, tmp_path):
    use_machinery(settings, make_machinery(tmp_path))
    certificate = seal_certificate(issue_certificate(completed_enrolment()))
    verdict = reverse("certification:verdict", args=[certificate.code])
    assert english_on(client, verdict) == []
    unknown = reverse("certification:verdict", args=["222233334444"])
    assert english_on(client, unknown, status=404) == []


def test_the_figures_of_a_ministry(client, learner):
    ministry = AgencyFactory(kind="ministry", names={"my": "ဝန်ကြီးဌာန"})
    skill = SkillFactory(names={"my": "ကျွမ်းကျင်မှု"}, area=None)
    LevelFactory()
    make_target(ministry, skill, source="နမူနာ")
    PostingFactory(person=learner, agency=ministry)
    RoleFactory(person=learner, agency=ministry, kind=Role.Kind.HR)
    client.force_login(learner)
    assert english_on(client, reverse("reporting:insights")) == []
    assert english_on(client, reverse("reporting:people")) == []


def test_what_an_office_does_for_its_people(client, learner):
    office = AgencyFactory(names={"my": "ရုံး"})
    manager = RoleFactory(agency=office, kind=Role.Kind.HR, person__name_en="").person
    PostingFactory(person=learner, agency=office)
    ask_for_name(learner, name_my="ခင်မျိုး", name_en="")
    client.force_login(manager)
    for name in ("slips", "name_requests", "office_transfers", "new_transfer", "request_transfer"):
        assert english_on(client, reverse(f"people:{name}")) == []
