"""Programs of an office end postings, as its people do."""

import datetime as dt

import jsonschema
import pytest
from rest_framework.authtoken.models import Token

from people.models import Posting
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
ADDRESS = "/api/v1/postings/end/"
BODY = {"staff_number": "၁၀၀၁", "left_on": "2026-12-01"}


@pytest.fixture
def posting(tree):
    person = PersonFactory(staff_number="1001")
    return PostingFactory(person=person, agency=tree["GAD"], valid_from=dt.date(2024, 1, 1))


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


def ask(client, by, **body):
    token = Token.objects.get_or_create(user=by)[0]
    headers = {"authorization": f"Token {token}", "accept-language": "en"}
    return client.post(ADDRESS, BODY | body, "application/json", headers=headers)


def test_a_posting_ends_by_its_staff_number_in_either_digits(client, posting, hr):
    answer = ask(client, hr)
    assert answer.json() == {
        "staff_number": "1001",
        "agency": "GAD",
        "valid_from": "2024-01-01",
        "valid_to": "2026-12-01",
        "end_reason": "",
    }
    assert Posting.objects.get().valid_to == dt.date(2026, 12, 1)
    assert ask(client, hr).json() == answer.json()


def test_a_reason_may_be_told_then_or_later(client, posting, hr):
    ask(client, hr)
    assert ask(client, hr, reason="retired").json()["end_reason"] == "retired"
    assert ask(client, hr).json()["end_reason"] == "retired"


def test_an_administrator_ends_it_too(client, posting):
    assert ask(client, PersonFactory(admin=True)).status_code == 200


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("body", "field", "told"),
    [
        ({"left_on": "2024-01-01"}, "left_on", "before the posting begins"),
        ({"left_on": "soon"}, "left_on", "format"),
        ({"left_on": ""}, "left_on", "format"),
        ({"left_on": "1949-01-01"}, "left_on", "1950"),
        ({"left_on": "2099-01-01"}, "left_on", "ten years"),
        ({"reason": "bored"}, "reason", "not a valid choice"),
        ({"staff_number": ""}, "staff_number", "blank"),
        ({"staff_number": "1\x00"}, "staff_number", "Null characters"),
        ({"staff_number": "1" * 999}, "staff_number", "no more than"),
    ],
)
def test_what_is_wrong_is_told_by_field(client, posting, hr, body, field, told):
    answer = ask(client, hr, **body)
    assert answer.status_code == 400
    assert told in answer.json()[field][0]
    assert Posting.objects.get().valid_to is None


def test_a_posting_that_ended_on_another_day_says_when(client, posting, hr):
    ask(client, hr)
    answer = ask(client, hr, left_on="2026-12-02")
    assert "1 December 2026" in answer.json()["left_on"][0]


def test_people_of_others_are_not_found_and_others_may_not_ask(client, posting, tree):
    far = RoleFactory(agency=tree["MOE"], kind="hr").person
    assert ask(client, far).status_code == ask(client, far, staff_number="9").status_code == 404
    assert ask(client, PersonFactory()).status_code == 403
    assert client.post(ADDRESS, BODY).status_code == 401
    assert Posting.objects.get().valid_to is None


def test_every_answer_is_as_described(client, posting, hr):
    schema = client.get("/api/v1/schema/?format=json").json()
    described = schema["paths"][ADDRESS]["post"]["responses"]
    answers = [
        ask(client, hr),
        ask(client, hr, left_on="x"),
        ask(client, hr, staff_number="9"),
        ask(client, PersonFactory()),
        client.post(ADDRESS, BODY),
    ]
    assert [answer.status_code for answer in answers] == [200, 400, 404, 403, 401]
    for answer in answers:
        shape = described[str(answer.status_code)]["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), {**shape, "components": schema["components"]})
    assert {"429", "503"} <= described.keys()
