import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from people.accounts.contacts import pending_email, pending_phone
from people.models import Person
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


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
    assert not citizen.is_name_confirmed


@pytest.mark.parametrize("field", ["name_my", "name_en"])
def test_nobody_signs_up_with_a_name_that_fits_no_certificate(client, field):
    wishes = {
        "username": "hla.hla",
        "name_my": "လှလှ",
        field: "W" * 31,
        "password1": "padauk-in-april",
        "password2": "padauk-in-april",
    }
    answer = client.post(reverse("account_signup"), wishes)
    assert list(answer.context["form"].errors) == [field]
    assert not Person.objects.filter(username="hla.hla").exists()


def sign_up(client, **wishes):
    secret = {"password1": "padauk-in-april", "password2": "padauk-in-april"}
    wishes = {"username": "other", "name_en": "Other", "email": "", **secret, **wishes}
    return client.post(reverse("account_signup"), wishes)


@pytest.mark.parametrize("email", ["khin@mail.example", "KHIN@mail.example", "free@mail.example"])
def test_signing_up_tells_nobody_whose_an_address_is(client, official, email):
    """The link that is sent tells it to whoever has the mailbox."""
    assert sign_up(client, email=email).status_code == 302
    other = Person.objects.get(username="other")
    assert (other.email, pending_email(other).contact) == ("", email.lower())
    official.refresh_from_db()
    assert official.email == "khin@mail.example"


def test_an_address_that_somebody_signs_up_with_waits_to_be_confirmed(client):
    assert sign_up(client, email="Old@mail.example").status_code == 302
    other = Person.objects.get(username="other")
    assert (other.email, pending_email(other).contact) == ("", "old@mail.example")


@pytest.mark.parametrize("name", ["\u3164", "\u202e\u200b", "\u2800 \u115f", "\ufe0f"])
def test_a_name_that_cannot_be_seen_is_none(client, name):
    answer = sign_up(client, name_my=name, name_en=name)
    assert "name_my" in answer.context["form"].errors
    assert not Person.objects.exists()


def test_a_name_does_not_turn_the_writing(client):
    sign_up(client, name_en="\u202eKhin\u2066 Myo\u3164")
    assert Person.objects.get(username="other").name_en == "Khin Myo"


def test_two_sign_ups_at_once_make_one_account(client, monkeypatch):
    """The second has passed the form when the first is stored."""
    monkeypatch.setattr("people.accounts.adapter.find_person", lambda text: None)
    first = PersonFactory(staff_number="RIVAL")
    assert sign_up(client, username="rival").url == reverse("account_signup")
    assert Person.objects.get() == first


def test_nobody_takes_the_address_of_an_official_later(client, official):
    client.force_login(PersonFactory(citizen=True), "people.accounts.backends.IdentifierBackend")
    for act in ("action_add", "action_primary"):
        wish = {act: "", "email": "khin@mail.example"}
        assert client.post("/accounts/email/", wish).url == reverse("people:details")
    assert not EmailAddress.objects.filter(email="khin@mail.example").exists()


def test_a_phone_that_somebody_signs_up_with_waits_to_be_confirmed(client, settings):
    settings.SMS_URL = "https://gateway.example/"
    assert sign_up(client, phone="၀၉ ၂၅၀ ၀၀၁ ၂၃၄").status_code == 302
    other = Person.objects.get(username="other")
    assert (other.phone, pending_phone(other).contact) == ("", "09250001234")


def test_nobody_signs_up_with_what_is_no_number(client, settings):
    settings.SMS_URL = "https://gateway.example/"
    assert "phone" in sign_up(client, phone="0925").context["form"].errors


def test_where_no_text_can_be_sent_no_phone_is_asked_for(client):
    assert "phone" not in client.get(reverse("account_signup")).context["form"].fields
