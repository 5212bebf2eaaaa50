import pytest
from django.urls import reverse

from people.accounts.codes import draw_secret
from people.accounts.contacts import pending_email, request_email, request_phone
from people.models import Person
from tests.people.factories import PersonFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    return signed_in(client, username="khin")


def confirm_password(client):
    return client.post(reverse("account_reauthenticate"), {"password": "demo"})


@pytest.mark.parametrize("name", ["change_email", "change_phone"])
def test_a_contact_is_changed_after_the_password_was_asked_again(client, person, settings, name):
    settings.SMS_URL = "https://gateway.example/"
    answer = client.get(reverse(f"people:{name}"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    confirm_password(client)
    assert client.get(reverse(f"people:{name}")).status_code == 200


def test_an_address_waits_until_its_link_is_opened(client, person):
    confirm_password(client)
    client.post(reverse("people:change_email"), {"email": "New@mail.example"})
    row = pending_email(person)
    link = reverse("people:confirm_email", args=[draw_secret(row).text])
    assert "new@mail.example" in client.get(link).text
    # Opening it is not enough: filters of mail do that too.
    assert Person.objects.get(pk=person.pk).email == ""
    client.post(link)
    assert Person.objects.get(pk=person.pk).confirmed_email == "new@mail.example"


def test_a_link_is_worth_nothing_to_anybody_else(client, person):
    other = PersonFactory()
    row = request_email(other, "other@mail.example")
    link = reverse("people:confirm_email", args=[draw_secret(row).text])
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 404
    assert pending_email(other)


def test_whose_an_address_is_learns_only_who_opens_the_link(client, person):
    PersonFactory(email="other@mail.example")
    confirm_password(client)
    for email in ("OTHER@mail.example", "free@mail.example"):
        answer = client.post(reverse("people:change_email"), {"email": email})
        assert answer.url == reverse("people:details")
    row = request_email(person, "other@mail.example")
    link = reverse("people:confirm_email", args=[draw_secret(row).text])
    assert client.post(link).url == reverse("people:details")
    person.refresh_from_db()
    assert person.email != "other@mail.example"


def test_an_empty_form_takes_the_address_off(client, person):
    Person.objects.filter(pk=person.pk).update(email="old@mail.example")
    confirm_password(client)
    client.post(reverse("people:change_email"), {"email": ""})
    assert Person.objects.get(pk=person.pk).email == ""


def test_few_letters_go_to_one_mailbox(client, person):
    confirm_password(client)
    for _ in range(5):
        client.post(reverse("people:change_email"), {"email": "victim@mail.example"})
    assert person.codes.count() == 3


def test_the_code_of_a_text_message_records_the_number(client, person, settings):
    settings.SMS_URL = "https://gateway.example/"
    row = request_phone(person, "09250001234")
    wrong = client.post(reverse("people:confirm_phone"), {"code": "AAAA-AAAA"})
    assert "code" in wrong.context["form"].errors
    client.post(reverse("people:confirm_phone"), {"code": draw_secret(row).text})
    assert Person.objects.get(pk=person.pk).confirmed_phone == "09250001234"


def test_a_number_is_not_offered_where_no_text_can_be_sent(client, person):
    confirm_password(client)
    assert client.get(reverse("people:change_phone")).status_code == 404
