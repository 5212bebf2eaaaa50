import pytest
from django.urls import reverse

from people.models import NameRequest, Person
from people.renaming import ask_for_name, decide_about_name
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(tree):
    return PostingFactory(agency=tree["GAD"], person__name_en="Khin").person


@pytest.fixture
def asked(person):
    return ask_for_name(person, name_my="", name_en="Khin Myo")


def decide(client, request, **sent):
    sent = {"asked_at": request.asked_at.isoformat(), **sent}
    return client.post(reverse("people:decide_name", args=[request.pk]), sent)


def test_a_person_asks_and_sees_that_it_waits(client, person):
    sign_in(client, person)
    client.post(reverse("people:request_name"), {"name_en": "Khin  Myo", "note": "my letter"})
    assert NameRequest.objects.get().name_en == "Khin Myo"
    assert "It is not decided yet." in client.get("/en/details/").text


def test_a_name_that_is_recorded_so_already_is_not_asked_for(client, person):
    Person.objects.filter(pk=person.pk).update(is_name_confirmed=True)
    sign_in(client, person)
    sent = {"name_my": "", "name_en": f"{person.honorific} Khin "}
    answer = client.post("/en/details/name/", sent)
    assert "Your name is recorded so already." in answer.text
    assert not NameRequest.objects.exists()


def test_a_name_that_nobody_confirmed_is_asked_for_as_it_is(client, person):
    Person.objects.filter(pk=person.pk).update(is_name_confirmed=False)
    sign_in(client, person)
    client.post(reverse("people:request_name"), {"name_en": "Khin"})
    assert NameRequest.objects.get().name_en == "Khin"


def test_the_form_holds_what_was_asked_last(client, asked):
    sign_in(client, asked.person)
    page = client.get("/en/details/name/").text
    assert 'value="Khin Myo"' in page
    assert "What you send now takes its place." in page


def test_whoever_asked_takes_it_back(client, asked, tree):
    sign_in(client, asked.person)
    address = reverse("people:request_name")
    assert 'value="withdraw"' in client.get(address).text
    client.post(address, {"act": "withdraw"})
    assert not NameRequest.objects.exists()
    assert 'value="withdraw"' not in client.get(address).text
    signed_in(client, "hr", agency=tree["GAD"])
    assert decide(client, asked, act="grant")["Location"] == reverse("people:name_requests")


def test_what_is_decided_is_not_taken_back(client, asked):
    decide_about_name(asked, by=PersonFactory(), is_granted=True)
    sign_in(client, asked.person)
    answer = client.post("/en/details/name/", {"act": "withdraw"}, follow=True)
    assert "Nothing waits any more" in answer.text
    assert NameRequest.objects.get().is_granted


@pytest.mark.parametrize("wish", [{"name_en": ""}, {"name_my": "\u3164"}, {"name_en": "W" * 31}])
def test_a_name_that_is_none_or_fits_no_certificate_is_refused(client, person, wish):
    sign_in(client, person)
    assert client.post(reverse("people:request_name"), wish).context["form"].errors
    assert not NameRequest.objects.exists()


def test_an_hr_manager_grants(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert "Khin Myo" in client.get("/en/names/").text
    decide(client, asked, act="grant")
    assert Person.objects.get(pk=asked.person_id).name_en == "Khin Myo"


def test_a_refusal_wants_a_sentence(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    decide(client, asked, act="refuse", answer=" ")
    assert NameRequest.objects.waiting().exists()
    decide(client, asked, act="refuse", answer="Bring \0the letter.")
    assert NameRequest.objects.get().answer == "Bring the letter."


def test_who_refuses_what_another_has_granted_is_told_so(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    decide(client, asked, act="grant")
    told = decide(client, asked, act="refuse", answer="")
    page = client.get(told["Location"]).text
    assert "အခြားသူတစ်ဦးက ဆုံးဖြတ်ပြီးဖြစ်ပါသည်။" in page
    assert Person.objects.get(pk=asked.person_id).name_en == "Khin Myo"


@pytest.mark.parametrize(("kind", "unit", "status"), [("hr", "MOE", 404), ("trainer", "MM", 403)])
def test_nobody_else_decides(client, asked, tree, kind, unit, status):
    signed_in(client, kind, agency=tree[unit])
    assert decide(client, asked, act="grant").status_code == status
    assert Person.objects.get(pk=asked.person_id).name_en == "Khin"


def test_only_administrators_decide_about_people_without_a_posting(client, tree):
    asked = ask_for_name(PersonFactory(citizen=True), name_my="", name_en="Hla Hla")
    signed_in(client, "hr", agency=tree["MM"])
    assert decide(client, asked, act="grant").status_code == 404
    signed_in(client, admin=True)
    decide(client, asked, act="grant")
    assert Person.objects.get(pk=asked.person_id).name_en == "Hla Hla"


def test_a_name_that_nobody_of_the_office_saw_is_not_granted(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    shown = asked.asked_at
    assert f'value="{shown.isoformat()}"' in client.get("/en/names/").text
    ask_for_name(asked.person, name_my="", name_en="Daw Somebody Else")
    decide(client, asked, act="grant")
    assert Person.objects.get(pk=asked.person_id).name_en == "Khin"
    assert NameRequest.objects.waiting().exists()
