"""An office brings a roster, sees what it would do, decides, and a second person approves."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from people.history import list_viewers
from people.models import Person, RosterProposal
from people.roster.proposals.steps import work_on_proposal
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.roster.proposals.conftest import content_of, line, recorded
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/en/office/roster/"


def hand_in(client, *lines, unit="MOHA", **more):
    file = SimpleUploadedFile("roster.csv", content_of(*lines), "text/csv")
    return client.post(f"{LIST}?unit={unit}", {"file": file, **more})


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


@pytest.fixture
def second(tree):
    return RoleFactory(agency=tree["MOHA"]).person


def test_a_file_becomes_a_page_of_what_it_would_do(client, hr, tree):
    recorded("1001", tree["GAD"])
    answer = hand_in(
        client, line("1001", agency="GAD-T1", since="2025-06-01"), line("1002", "Aye Aye")
    )
    page = client.get(answer["Location"]).text
    assert "Moved" in page
    assert tree["GAD-T1"].name in page
    assert "1 June 2025" in page
    assert "roster.csv" in client.get(LIST).text
    assert not Person.objects.filter(staff_number="1002").exists()
    only_new = client.get(answer["Location"], {"group": "new"}).context["lines"]
    assert [one.row.staff_number for one in only_new] == ["1002"]


def test_what_is_wrong_with_a_line_names_its_column(client, hr, tree):
    page = hand_in(client, line("", "Aye Aye"), line("1003", since="31/31/2026"))["Location"]
    told = " ".join(client.get(page).text.split())
    assert '<span class="muted">Staff number:</span> This cell must not be empty.' in told
    assert '<span class="muted">Serves there since:</span> “31/31/2026”' in told
    table = b"".join(client.get(f"{page}lines/")).decode("utf-8-sig")
    assert "Staff number: This cell must not be empty." in table


def test_a_question_is_one_step_from_the_page(client, hr, tree):
    recorded("1001", tree["GAD"])
    page = hand_in(client, line("1001", "Somebody Else"))["Location"]
    way = f'href="{page}?group=ambiguous">Decide about these lines'
    assert way in client.get(page).text
    assert way not in client.get(page, {"group": "ambiguous"}).text


def test_a_file_for_another_unit_or_none_at_all_is_not_taken(client, hr):
    assert hand_in(client, line("1001"), unit="MOE").status_code == 404
    page = hand_in(client).text
    assert "The file names nobody." in page
    wrong = SimpleUploadedFile("roster.pdf", b"%PDF", "application/pdf")
    assert "There is a problem" in client.post(LIST, {"file": wrong}).text
    assert "Name the day." in hand_in(client, line("1001"), is_complete="on").text
    assert not RosterProposal.objects.exists()


def test_what_asks_is_shown_side_by_side_and_decided(client, hr, second, tree):
    recorded("1001", tree["GAD"], "Aung Kyaw", email="aung@moha.example")
    recorded("1002", tree["GAD"], "Zaw Zaw")
    answer = hand_in(client, line("1001", "Khin Myo", grade=5), line("1002", "Su Su", grade=5))
    address = answer["Location"]
    page = client.get(address, {"group": "ambiguous"}).text
    assert "Aung Kyaw" in page
    assert "aung@moha.example" in page
    roster = RosterProposal.objects.get()
    first = roster.lines.first()
    client.post(f"{address}decide/", {f"line-{first.pk}": "same", "line-x": "same"})
    bulk = {"question": "other_name", "decision": "leave_out"}
    client.post(f"{address}decide/", bulk)
    assert list(roster.lines.values_list("decision", flat=True)) == ["same", "leave_out"]
    # Nobody approves alone.
    assert "Approve and apply" not in client.get(address).text
    client.post(f"{address}approve/")
    roster.refresh_from_db()
    assert roster.state == "open"
    sign_in(client, second)
    assert "Approve and apply 1 line" in client.get(address).text
    client.post(f"{address}approve/")
    assert 'http-equiv="refresh"' in client.get(address).text
    work_on_proposal(roster.pk)
    assert Person.objects.get(staff_number="1001").postings.get().grade == 5
    assert "Undo this roster" in client.get(address).text


def test_of_somebody_of_other_offices_nothing_is_told(client, hr, tree):
    holder = PersonFactory(name_en="Hidden Name", phone="0900111222")
    PostingFactory(person=holder, agency=tree["MOE"])
    address = hand_in(client, line("1001", phone="0900111222"))["Location"]
    page = client.get(address, {"group": "ambiguous"}).text
    assert "not of your offices" in page
    assert "Hidden Name" not in page


def test_a_line_about_somebody_of_another_office_leads_to_a_transfer(client, hr, tree):
    recorded("1001", tree["MOE"], "Nilar Win")
    page = client.get(hand_in(client, line("1001", "Khin & Myo"))["Location"]).text
    address = "/en/office/transfers/new/?number=1001&amp;name=Khin%20%26%20Myo&amp;unit=GAD"
    assert address in page
    form = client.get(address.replace("&amp;", "&")).text
    for known in ("1001", "Khin &amp; Myo", "GAD"):
        assert f'value="{known}"' in form
    assert "Nilar" not in page + form


def test_what_stands_in_the_way_of_undoing_is_named(client, hr, second):
    address = hand_in(client, line("1001"))["Location"]
    sign_in(client, second)
    client.post(f"{address}approve/")
    roster = RosterProposal.objects.get()
    work_on_proposal(roster.pk)
    RoleFactory(person=Person.objects.get(staff_number="1001"))
    assert "It cannot be undone" in client.post(f"{address}undo/").text
    Person.objects.get(staff_number="1001").roles.all().delete()
    client.post(f"{address}undo/")
    work_on_proposal(roster.pk)
    assert "Undone" in client.get(address).text
    assert not Person.objects.filter(staff_number="1001").exists()


def test_a_withdrawn_roster_is_compared_again(client, hr):
    address = hand_in(client, line("1001"))["Location"]
    client.post(f"{address}withdraw/")
    again = client.post(f"{address}again/")["Location"]
    assert again != address
    assert "Approve" not in client.get(address).text


def test_all_lines_are_downloaded_without_formulas(client, hr):
    address = hand_in(client, line("=1001", "Aye Aye"), line("1002", "Khin Myo"))["Location"]
    answer = client.get(f"{address}lines/")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row["Group"] for row in rows] == ["Refused", "New"]
    assert rows[0]["Staff number"] == "'=1001"
    assert "Unit:  → GAD" in rows[1]["What changes"]
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{address}lines/", {"export": "xlsx"}))))
    assert book.active.max_row == 3


def test_whoever_is_in_a_downloaded_roster_reads_who_looked(client, hr, tree):
    person = recorded("1001", tree["GAD"])
    address = hand_in(client, line("1001", "Khin Myo", grade=5))["Location"]
    assert not list_viewers(person)
    client.get(f"{address}lines/")
    assert [one.person for one in list_viewers(person)] == [hr]


def test_a_page_asks_the_same_number_of_questions_of_the_database_for_many_lines(
    client, hr, django_assert_max_num_queries
):
    lines = [line(str(n), f"Person {n}") for n in range(1001, 1041)]
    address = hand_in(client, *lines)["Location"]
    # The number in the menu is counted once in a while, whatever page is asked for.
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)
