"""Programs of an office bring rosters, which wait for a second person as others do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.authtoken.models import Token

from people.history.looks import list_viewers
from people.models import Person, RosterProposal
from tests.people.factories import PersonFactory, RoleFactory
from tests.people.roster.proposals.conftest import content_of, line, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/api/v1/roster-proposals/"
LINE = {
    "staff_number": "1001",
    "name_en": "Khin Myo",
    "agency": "GAD-T1",
    "from": "2025-06-01",
}


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"]).person


@pytest.fixture
def ask(client, hr):
    def ask(method, address, body=None, by=hr, **more):
        token = Token.objects.get_or_create(user=by)[0]
        headers = {"authorization": f"Token {token}", "accept-language": "en"}
        return getattr(client, method)(address, body, headers=headers, **more)

    return ask


def test_lines_become_a_proposal_that_is_told_by_group(ask, hr, tree):
    recorded("1001", tree["GAD"])
    lines = [LINE, LINE | {"staff_number": "1002", "name_en": "Aye Aye"}]
    answer = ask("post", LIST, {"unit": "MOHA", "lines": lines}, content_type="application/json")
    assert answer.status_code == 201
    told = ask("get", answer["Location"]).json()
    assert (told["state"], told["source"]) == ("open", "api")
    assert told["counts"] == {"moved": 1, "new": 1}
    assert told["desk"].endswith(f"/office/roster/{told['id']}/")
    assert RosterProposal.objects.get().by == hr
    assert not Person.objects.filter(staff_number="1002").exists()
    moved = ask("get", f"{answer['Location']}lines/?group=moved").json()
    assert moved["count"] == 1
    assert ["agency", "GAD", "GAD-T1"] in moved["results"][0]["changes"]
    assert ask("get", f"{LIST}?state=open").json()["count"] == 1


def test_whose_lines_a_program_reads_can_see_who_looked(ask, hr, tree):
    person = recorded("1001", tree["GAD"])
    body = {"unit": "MOHA", "lines": [LINE]}
    answer = ask("post", LIST, body, content_type="application/json")
    assert not list_viewers(person)
    ask("get", f"{answer['Location']}lines/")
    assert [one.person for one in list_viewers(person)] == [hr]


def test_a_file_is_taken_as_at_the_desk(ask, tree):
    file = SimpleUploadedFile("r.csv", content_of(line("1001")), "text/csv")
    told = ask("post", LIST, {"unit": "GAD", "file": file, "complete_from": "2026-01-01"}).json()
    assert (told["file_name"], told["unit"], told["counts"]) == ("r.csv", "GAD", {"new": 1})
    own_words = b"Emp;Nom;Bureau;Debut\n1001;Khin Myo;GAD;2024-01-01\n"
    file = SimpleUploadedFile("own.csv", own_words, "text/csv")
    assert ask("post", LIST, {"unit": "GAD", "file": file}).json()["state"] == "naming"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"unit": "MOHA"}, 400, "non_field_errors"),
        ({"unit": "MOHA", "lines": []}, 400, "lines"),
        ({"unit": "MOHA", "lines": [{"salary": "1"}]}, 400, "lines"),
        ({"unit": "MOHA", "lines": [LINE], "complete_from": "1900-01-01"}, 400, "complete_from"),
        ({"unit": "MOE", "lines": [LINE]}, 404, "detail"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(ask, tree, body, status, field):
    answer = ask("post", LIST, body, content_type="application/json")
    assert (answer.status_code, field in answer.json()) == (status, True)
    assert not RosterProposal.objects.exists()


def test_rosters_of_others_are_nobody_elses_business(ask, tree):
    body = {"unit": "MOHA", "lines": [LINE]}
    address = ask("post", LIST, body, content_type="application/json")["Location"]
    other = RoleFactory(agency=tree["MOE"]).person
    for place in (address, f"{address}lines/"):
        assert ask("get", place, by=other).status_code == 404
        assert ask("get", place, by=PersonFactory()).status_code == 403
    assert ask("get", LIST, by=other).json()["count"] == 0
