"""An account of an agency's system is connected by whoever it belongs to, and by nobody else."""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from allauth.socialaccount.internal.flows.connect import do_connect
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.test import RequestFactory
from django.urls import reverse

from people.accounts.sign_in.adapter import SocialAccountAdapter
from people.models import Message, Person
from tests.people.factories import PersonFactory
from tests.people.sign_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def official():
    return PersonFactory(username="khin", staff_number="GAD-123", email="khin@mail.example")


@pytest.mark.parametrize("verified", [True, False])
def test_an_account_elsewhere_opens_no_account_by_its_address(official, verified, settings):
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    told = EmailAddress(email=official.email, verified=verified, primary=True)
    login = SocialLogin(
        user=Person(username=official.username),
        account=SocialAccount(provider="openid_connect", uid="1"),
        email_addresses=[told],
    )
    adapter = SocialAccountAdapter()
    assert not adapter.can_authenticate_by_email(login, official.email)
    assert not adapter.is_open_for_signup(RequestFactory().get("/"), login)


def test_an_account_elsewhere_is_connected_after_the_password_was_asked_again(official):
    request = RequestFactory().post("/")
    request.user, request.session = official, {}
    login = SocialLogin(account=SocialAccount(provider="openid_connect", uid="1"))
    with pytest.raises(ReauthenticationRequired):
        do_connect(request, login)
    assert not SocialAccount.objects.exists()


def test_whoever_is_signed_in_connects_their_own_account_without_a_message(
    client, come_back, official
):
    """The letter is for whom a system lets in by itself."""
    sign_in(client, official)
    client.post(reverse("account_reauthenticate"), {"password": "demo"})
    come_back(client, process="connect", employee_number="gad-၁၂၃")
    assert SocialAccount.objects.get().user == official
    assert not Message.objects.filter(kind="people/account_connected").exists()
