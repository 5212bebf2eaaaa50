"""An office acts on many people: asked once more, told what was done, and taken back."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from people.models import BulkAct, OneTimeCode, Person, Posting
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
LIST, ACTS = "/en/office/people/", "/en/office/people/acts/"


@pytest.fixture
def people(tree):
    """Two of the department, one of another ministry; none has a password."""
    found = []
    for name, unit in (("Aung", "GAD"), ("Zaw", "GAD"), ("Stranger", "MOE")):
        person = PersonFactory(name_en=name, name_my="")
        PostingFactory(person=person, agency=tree[unit])
        found.append(person)
    # By the rows: a factory's password is set after the row is made.
    Person.objects.filter(pk__in=[person.pk for person in found]).update(password="!")
    return found


def begin(client, act, people=(), query="", **sent):
    sent |= {"act": act, "person": [person.pk for person in people]}
    return client.post(f"{ACTS}{query}", sent)


def test_an_act_is_asked_done_told_and_taken_back(client, people, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = begin(client, "leave", people).url
    asked = client.get(page).text
    assert "2 people" in asked
    assert "Daw Aung" in asked
    assert "Stranger" not in asked
    assert Posting.objects.filter(valid_to=None).count() == 3
    day = timezone.localdate()
    assert client.post(page, {"last_day": "x"}).status_code == 422
    assert client.post(page, {"last_day": day.isoformat()}).url == page
    assert "Done for 2 people." in client.get(page).text
    assert Posting.objects.filter(valid_to=day + dt.timedelta(days=1)).count() == 2
    undo = client.post(page, {"undo": "yes"}).url
    client.post(undo)
    assert "Done for 2 people." in client.get(undo).text
    assert Posting.objects.filter(valid_to=None).count() == 3


def test_an_act_leads_back_to_the_list_from_which_it_began(client, people, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = begin(client, "leave", people[1:2], query="?unit=GAD&q=zaw").url
    back = f'href="{LIST}?unit=GAD&amp;q=zaw"'
    assert client.get(page).text.count(back) == 2
    done = client.post(page, {"last_day": timezone.localdate().isoformat()}).url
    assert back in client.get(done).text
    assert back in client.get(client.post(done, {"undo": "yes"}).url).text


def test_everybody_found_is_meant_and_nobody_else(client, people, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = begin(client, "remind", query="?q=zaw", whom="everybody").url
    assert BulkAct.objects.get().waiting == [people[1].pk]
    client.post(page)
    told = client.get(page).text
    assert "1 was left out" in told
    assert "No e-mail address is recorded" in told


def test_nobody_ticked_is_said(client, people, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    answer = begin(client, "remind", query="?unit=GAD")
    assert answer.url == f"{LIST}?unit=GAD"
    assert "Tick somebody first." in client.get(answer.url).text
    assert begin(client, "nothing", people).status_code == 403


def test_slips_of_several_units_are_printed_once(client, people, tree):
    hr = signed_in(client, "hr", agency=tree["MM"])
    open_already = PersonFactory(name_en="Open", name_my="")
    PostingFactory(person=open_already, agency=tree["GAD"])
    page = begin(client, "slips", [*people, open_already]).url
    printed = client.post(page, {"form": "slips"})
    assert len(re.findall(r"<kbd>\w{4}-\w{4}</kbd>", printed.text)) == 3
    assert all(tree[unit].names["en"] in printed.text for unit in ("GAD", "MOE"))
    assert "no-store" in printed.headers["Cache-Control"]
    assert client.post(page, {"form": "slips"}).status_code == 200
    assert OneTimeCode.objects.filter(issued_by=hr).count() == 3
    assert "Has a password" in client.get(page).text


def test_who_is_ticked_is_downloaded(client, people, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    text = b"".join(begin(client, "csv", people[:1]).streaming_content).decode()
    assert "Aung" in text
    assert "Zaw" not in text


def test_only_who_asked_sees_and_confirms_an_act(client, people, tree):
    hr = signed_in(client, "hr", agency=tree["MOHA"])
    page = begin(client, "remind", people).url
    signed_in(client, "hr", agency=tree["MOHA"])
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 404
    sign_in(client, hr)
    assert client.get(page).status_code == 200


def test_other_readers_only_download(client, people, tree):
    signed_in(client, "secretariat", agency=tree["MM"])
    assert begin(client, "leave", people).status_code == 403
    assert begin(client, "csv", people).status_code == 200
    assert "End their service" not in client.get(LIST).text
