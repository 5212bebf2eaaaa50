"""An office says which heading of its roster is which column, and says it anew."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from people.models import RosterColumns, RosterProposal
from people.roster.proposals import create_proposal
from people.roster.proposals.steps import work_on_proposal
from tests.people.factories import RoleFactory
from tests.people.roster.proposals.conftest import content_of, line
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/en/office/roster/"
CONTENT = b"Emp;Nom;Bureau;Debut\n1001;Khin Myo;GAD;2024-01-01\n"
CHOSEN = {"staff_number": "Emp", "name": "Nom", "agency": "Bureau", "from": "Debut"}


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


def test_headings_that_nobody_knows_are_asked_once(client, hr, tree):
    file = SimpleUploadedFile("own.csv", CONTENT, "text/csv")
    address = client.post(f"{LIST}?unit=MOHA", {"file": file})["Location"]
    page = client.get(address)
    assert "Columns to be named" in page.text
    assert "Khin Myo" in page.text
    refused = client.post(f"{address}columns/", CHOSEN | {"name": "Emp"})
    assert "Choose each heading for one column only." in refused.text
    client.post(f"{address}columns/", CHOSEN)
    too_late = client.post(f"{address}columns/", CHOSEN, follow=True)
    assert "waits for nobody any more" in too_late.text
    roster = RosterProposal.objects.get()
    work_on_proposal(roster.pk)
    page = client.get(address).text
    assert "Waits for approval" in page
    assert "Bureau" in page
    client.post(f"{address}columns/again/")
    assert "Columns to be named" in client.get(address).text


def test_the_headings_of_another_office_are_not_named(client, hr, tree):
    other = RoleFactory(agency=tree["MOE"]).person
    roster = create_proposal(CONTENT, file_name="own.csv", unit=tree["MOE"], by=other)
    for act in ("columns/", "columns/again/"):
        assert client.post(f"{LIST}{roster.pk}/{act}", CHOSEN).status_code == 404
    assert not RosterColumns.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"content": None}, "The file is not kept any more. Choose it again."),
        ({"state": "planning"}, "This roster waits for nobody any more, or not for you."),
    ],
)
def test_where_the_file_is_gone_or_nothing_waits_the_page_says_so(client, hr, tree, fields, told):
    content = content_of(line("1001"))
    roster = create_proposal(content, file_name="own.csv", unit=tree["MOHA"], by=hr)
    RosterProposal.objects.update(**fields)
    answer = client.post(f"{LIST}{roster.pk}/columns/again/", follow=True)
    assert told in answer.text
    assert roster.lines.count() == 1
