"""Officials come in by the system of their agency, tried on a real provider."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from people.models import Message, Person
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.people.sign_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ADDRESS = "khin@moha.example"
HOME = reverse("courses:my_learning")


def official(**fields):
    """Somebody of a roster, who has never signed in."""
    person = PersonFactory(staff_number="GAD-1", email=ADDRESS, **fields)
    if "reachable" not in fields:
        person.set_unusable_password()
        person.save()
    return person


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_staff_number_opens_the_account_of_who_never_signed_in_and_tells_them(client, come_back):
    person = official()
    assert come_back(client, employee_number="gad-၁").url == HOME
    assert client.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.get().user == person
    assert Message.objects.get(person=person).kind == "people/account_connected"
    client.logout()
    assert come_back(client, employee_number="GAD-1").url == HOME
    assert Message.objects.count() == 1


@pytest.mark.parametrize("claims", [{"employee_number": "GAD-2"}, {}, {"employee_number": ""}])
def test_an_unknown_number_is_refused_with_words_and_makes_nobody(client, come_back, claims):
    official()
    answer = come_back(client, email=ADDRESS, email_verified=True, **claims)
    assert answer.status_code == 403
    assert "ဝန်ထမ်းအမှတ်" in answer.content.decode()
    assert (is_in(client), Person.objects.count(), SocialAccount.objects.count()) == (False, 1, 0)


def test_no_number_is_read_as_a_sign_in_name(client, come_back):
    PersonFactory(username="gad-9", staff_number=None)
    assert come_back(client, employee_number="gad-9").status_code == 403


@pytest.mark.parametrize("verified", [True, False])
def test_a_system_that_tells_another_address_takes_over_nothing(client, come_back, verified):
    official(reachable=True)
    told = {"email": "other@moha.example", "email_verified": verified}
    assert come_back(client, employee_number="GAD-1", **told).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    ("told", "is_opened"),
    [
        ({"email": ADDRESS, "email_verified": True}, True),
        ({"email": ADDRESS, "email_verified": False}, False),
        ({"email": ADDRESS, "email_verified": "true"}, False),
        ({"email": ADDRESS}, False),
        ({}, False),
    ],
)
def test_an_account_in_use_opens_by_its_holders_verified_address_only(
    client, come_back, told, is_opened
):
    RoleFactory(person=official(reachable=True))
    answer = come_back(client, employee_number="GAD-1", **told)
    assert (answer.status_code == 302, is_in(client)) == (is_opened, is_opened)


def test_a_system_speaks_for_the_people_of_its_own_agency(client, come_back, provider):
    person, root = official(), AgencyFactory()
    home, other = AgencyFactory(code="MOHA", parent=root), AgencyFactory(parent=root)
    provider["agency"] = "MOHA"
    posting = PostingFactory(person=person, agency=other)
    assert come_back(client, employee_number="GAD-1").status_code == 403
    posting.delete()
    PostingFactory(person=person, agency=AgencyFactory(parent=home))
    assert come_back(client, employee_number="GAD-1").status_code == 302


def test_a_second_account_of_the_system_does_not_open_the_same_person(client, come_back):
    official()
    come_back(client, employee_number="GAD-1")
    client.logout()
    assert come_back(client, sub="another", employee_number="GAD-1").status_code == 403


def test_the_second_step_is_asked_after_the_system(client, come_back):
    TOTP.activate(official(reachable=True), generate_totp_secret())
    told = {"email": ADDRESS, "email_verified": True}
    answer = come_back(client, employee_number="GAD-1", **told)
    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_whoever_is_signed_in_connects_no_account_of_somebody_else(client, come_back):
    official()
    mallory = sign_in(client, PersonFactory(staff_number="GAD-7"))
    client.post(reverse("account_reauthenticate"), {"password": "demo"})
    answer = come_back(client, process="connect", employee_number="GAD-1")
    assert answer.status_code == 403
    assert not SocialAccount.objects.filter(user=mallory).exists()


def test_without_a_claim_in_the_settings_a_number_opens_nothing(client, come_back, provider):
    official()
    del provider["staff_number_claim"]
    come_back(client, employee_number="GAD-1")
    assert not is_in(client)
