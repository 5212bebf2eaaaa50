import pytest
from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from people.accounts.letters import send_password_letter
from people.accounts.register import SecondRegister
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_no_address_is_written_into_the_table_of_the_library():
    with pytest.raises(SecondRegister):
        EmailAddress.objects.create(user=PersonFactory(), email="khin@mail.example")


def test_letters_and_links_for_a_new_password_write_none_there(client):
    person = PersonFactory(email="khin@mail.example", reachable=True)
    send_password_letter("khin@mail.example")
    assert app_settings.PASSWORD_RESET_TOKEN_GENERATOR is PasswordResetTokenGenerator
    client.post(reverse("account_login"), {"login": person.username, "password": "demo"})
    assert not EmailAddress.objects.exists()
