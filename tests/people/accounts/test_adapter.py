import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse

from people.accounts.adapter import AccountAdapter, get_axes_username
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return PersonFactory(
        username="khin", staff_number="GAD-123", email="Khin@Mail.example", phone="+959250001234"
    )


@pytest.mark.parametrize(
    "wish", ["khin", "KHIN", "GAD-123", "09250001234", "a@b.example", "1234567"]
)
def test_nobody_takes_a_sign_in_name_that_means_somebody_else(official, wish):
    with pytest.raises(ValidationError):
        AccountAdapter().clean_username(wish)


def test_failed_sign_ins_are_counted_by_one_spelling():
    request = RequestFactory().post("/", {"login": "၀၉ ၂၅၀ ၀၀၁ ၂၃၄"})
    assert get_axes_username(request) == "09250001234"
    assert get_axes_username(request, {"username": " Khin "}) == "khin"


def test_too_many_wrong_passwords_lock_the_person_not_the_office(client, official, settings):
    settings.AXES_ENABLED = True
    settings.ACCOUNT_RATE_LIMITS = False
    settings.AXES_FAILURE_LIMIT = 3
    PersonFactory(username="colleague")
    for _ in range(3):
        client.post(reverse("account_login"), {"login": "GAD-123", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "gad-123", "password": "demo"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_login"), {"login": "colleague", "password": "demo"})
    assert "_auth_user_id" in client.session
