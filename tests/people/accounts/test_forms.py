import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from people.models import Person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return PersonFactory(
        username="khin", staff_number="GAD-123", email="Khin@Mail.example", phone="+959250001234"
    )


def test_who_signs_up_alone_is_a_citizen_with_a_clean_name(client):
    wishes = {
        "username": "Hla.Hla",
        "name_my": "လှလှ\u200bဝင်း",
        "name_en": "",
        "email": "",
        "password1": "padauk-in-april",
        "password2": "padauk-in-april",
    }
    answer = client.post(reverse("account_signup"), wishes)
    assert answer.status_code == 302, answer.context["form"].errors
    citizen = Person.objects.get(username="hla.hla")
    assert citizen.audience == Person.Audience.CITIZEN
    assert (citizen.name_my, citizen.staff_number) == ("လှလှဝင်း", None)


def test_nobody_signs_up_with_the_address_of_an_official(client, official):
    wishes = {
        "username": "other",
        "name_en": "Other",
        "email": "khin@mail.example",
        "password1": "padauk-in-april",
        "password2": "padauk-in-april",
    }
    client.post(reverse("account_signup"), wishes)
    assert Person.objects.get() == official


def test_nobody_takes_the_address_of_an_official_later(client, official):
    client.force_login(PersonFactory(citizen=True), "people.accounts.backends.IdentifierBackend")
    for act in ("action_add", "action_primary"):
        wish = {act: "", "email": "khin@mail.example"}
        assert client.post("/accounts/email/", wish).url == reverse("courses:my_learning")
    assert not EmailAddress.objects.filter(email="khin@mail.example").exists()
