import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.accounts.codes import draw_secret, issue_code
from people.models import OneTimeCode, Person
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db
SECRET = "padauk-in-april"


@pytest.fixture
def person():
    return PersonFactory(username="khin", staff_number="GAD-1", phone="09250001234")


@pytest.fixture
def code(person):
    return draw_secret(issue_code(person, OneTimeCode.Purpose.PASSWORD)).text


def choose(client, login, code, first=SECRET, second=None):
    sent = {"login": login, "code": code, "password1": first, "password2": second or first}
    return client.post(reverse("people:choose_password"), sent)


@pytest.mark.parametrize("login", ["khin", "gad-1", "၀၉၂၅၀၀၀၁၂၃၄"])
def test_a_code_sets_the_password_and_signs_in(client, person, code, login):
    answer = choose(client, login, code.lower().replace("-", " "))
    assert answer.url == reverse("courses:my_learning")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Person.objects.get(pk=person.pk).check_password(SECRET)


def test_a_code_works_once(client, code):
    choose(client, "khin", code)
    client.logout()
    assert choose(client, "khin", code, "another-secret-4").status_code == 200
    assert Person.objects.get(username="khin").check_password(SECRET)


@pytest.mark.parametrize("login", ["nobody", "other"])
def test_a_code_is_worth_nothing_with_another_name(client, code, login):
    PersonFactory(username="other")
    answer = choose(client, login, code)
    assert answer.context["form"].non_field_errors()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("short", None, "password1"),
        (SECRET, "other-secret-4", "password2"),
        ("12345678", None, "password1"),
    ],
)
def test_a_password_that_is_refused_leaves_the_code_good(client, code, first, second, field):
    assert list(choose(client, "khin", code, first, second).context["form"].errors) == [field]
    assert choose(client, "khin", code).status_code == 302


def test_a_password_like_the_name_is_refused_and_leaves_the_code_good(client, code):
    PersonFactory._meta.model.objects.filter(username="khin").update(username="khinmyothandar")
    answer = choose(client, "khinmyothandar", code, "khinmyothandar1")
    assert list(answer.context["form"].errors) == ["password1"]
    assert choose(client, "khinmyothandar", code).status_code == 302


def test_guesses_close_the_account_at_that_place(client, code, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.SIGN_IN_FAILURES["place"]):
        last = choose(client, "khin", "AAAA-AAAA")
    assert last.status_code == 429
    assert choose(client, "khin", code).status_code == 429
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    sent = {"login": "khin", "code": code, "password1": SECRET, "password2": SECRET}
    assert client.post(reverse("people:choose_password"), sent, **elsewhere).status_code == 302


def test_whoever_signs_in_as_themselves_gets_no_more_guesses_at_others(code, settings):
    settings.AXES_ENABLED = True
    PersonFactory(username="mallory")
    for _ in range(settings.SIGN_IN_FAILURES["place"]):
        device = Client()  # a new one each time
        device.post(reverse("account_login"), {"login": "mallory", "password": "demo"})
        last = choose(device, "khin", "AAAA-AAAA")
    assert last.status_code == 429


def test_a_number_without_its_zero_is_the_same_number(client, person, settings, without_a_broker):
    settings.SMS_URL = "https://gateway.example/"
    Person.objects.filter(pk=person.pk).update(confirmed_phone="09250001234")
    client.post(reverse("people:request_text"), {"phone": "9250001234"})
    assert person.codes.get().contact == "09250001234"


def test_a_new_password_ends_the_codes_that_wait(client, person, code):
    slip = draw_secret(
        issue_code(person, OneTimeCode.Purpose.SLIP, by=PersonFactory(), agency=AgencyFactory())
    )
    choose(client, "khin", code)
    assert not OneTimeCode.objects.usable(timezone.now()).filter(pk=slip.row.pk).exists()


def test_a_text_is_offered_only_where_one_can_be_sent(client, settings, person):
    assert client.get(reverse("people:request_text")).status_code == 404
    settings.SMS_URL = "https://gateway.example/"
    for phone in ("09250001234", "09250009999"):
        answer = client.post(reverse("people:request_text"), {"phone": phone})
        assert answer.url == reverse("people:choose_password")
