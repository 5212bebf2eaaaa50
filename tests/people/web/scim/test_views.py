"""Users are kept, found and told by pages; what is not spoken is refused."""

import pytest

from people.models import ScimAccount
from tests.people.scim.conftest import ENTERPRISE, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_user_name_is_there_once_and_found_in_any_case(ask):
    ask("POST", "Users", user_of("1001"))
    again = ask("POST", "Users", user_of("1001"))
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    for text in ('userName eq "1001@MOHA.example"', 'externalId eq "x-1001"'):
        assert ask("GET", f"Users?filter={text}").json()["totalResults"] == 1
    for text in ('userName eq "1002"', 'id eq "1001"'):
        assert ask("GET", f"Users?filter={text}").json()["totalResults"] == 0
    refused = ask("GET", 'Users?filter=title co "x"')
    assert (refused.status_code, refused.json()["scimType"]) == (400, "invalidFilter")


def test_users_are_told_by_pages(ask):
    for number in ("1001", "1002", "1003"):
        ask("POST", "Users", user_of(number))
    page = ask("GET", "Users?startIndex=2&count=1").json()
    numbers = [one[ENTERPRISE]["employeeNumber"] for one in page["Resources"]]
    assert (page["totalResults"], page["itemsPerPage"], numbers) == (3, 1, ["1002"])


@pytest.mark.parametrize(
    ("title", "name", "status"),
    [("x" * 50_000, "1001", 413), ("Clerk", "x" * 255, 400)],
    ids=["body", "name"],
)
def test_a_user_longer_than_any_is_not_kept(ask, title, name, status):
    answer = ask("POST", "Users", user_of("1001", title=title, userName=name))
    assert (answer.status_code, ScimAccount.objects.count()) == (status, 0)


@pytest.mark.parametrize("fields", [{"displayName": "\0"}, {"userName": " "}])
def test_a_user_that_no_database_keeps_is_refused(ask, fields):
    assert ask("POST", "Users", user_of("1001", **fields)).status_code == 400
    assert not ScimAccount.objects.exists()


def test_behind_the_last_page_there_is_nobody(ask):
    ask("POST", "Users", user_of("1001"))
    page = ask("GET", f"Users?startIndex={10**30}").json()
    assert (page["totalResults"], page["itemsPerPage"]) == (1, 0)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("Bulk", 501),
        (".search", 501),
        ("Groups", 404),
        ("Schemas/urn:x", 404),
        ('Schemas?filter=id eq "x"', 403),
        ('Users?filter=userName eq "\\x"', 400),
        ('Users?filter=externalId eq "\\ud800"', 400),
        ('Users?filter=externalId eq "\\u0000"', 400),
    ],
)
def test_what_is_not_spoken_here_is_refused(ask, address, status):
    assert ask("GET", address).status_code == status
