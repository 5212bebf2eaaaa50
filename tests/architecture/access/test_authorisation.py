"""Who may open which address: each has rows, ours and those of every library, each role a column.

The rows stand in ``authorisation.txt``. An address without a row fails.
"""

import re
import uuid

import pytest
from django.urls import get_resolver

from tests.architecture.access.table import BESIDES, by_role, mark_of, marks_of, routes, rows

# Asked of one database: what each role sees is asked of both where the query sets are tested.
pytestmark = [
    pytest.mark.any_database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("stored_files"),
]

THE_PAGES_OF_THE_SITE = "wagtail_serve"
UUID = str(uuid.UUID(int=1))
TOLD_TO_ALL = {"cms/jsi18n/", "cms/sprite/"}


def test_every_address_has_a_row():
    rowed = {name for _method, name, *_rest in rows()}
    without = {
        name
        for route, name in routes(get_resolver())
        if name not in {THE_PAGES_OF_THE_SITE, *rowed}
    }
    assert not without


def test_every_row_has_an_address():
    assert {name for _method, name, *_rest in rows()} <= {n for _, n in routes(get_resolver())}


@pytest.mark.parametrize(("method", "name", "address", "marks"), rows(of_library=False))
def test_each_role_opens_what_is_its_own(country, method, name, address, marks):
    assert marks_of(country, method, address) == by_role(country, marks)


# They are many: left out of the daily loop.
@pytest.mark.slow
@pytest.mark.parametrize(("method", "name", "address", "marks"), rows(of_library=True))
def test_each_role_opens_what_is_its_own_in_libraries(country, method, name, address, marks):
    # HR managers, viewers and line managers have no way into the office, wherever they are:
    # another test asks every address.
    alike = (*BESIDES, "other", "hr_far", "hr_below")
    roles = [role for role in country.clients if role not in alike]
    asked = marks_of(country, method, address, roles=roles)
    expected = by_role(country, marks)
    assert asked == {role: expected[role] for role in roles}


def test_an_id_that_no_database_takes_is_an_address_that_is_not_there(country):
    for route, _name in routes(get_resolver()):
        if "<int:" in route and "(" not in route:
            numbered = re.sub(r"<int:[^>]+>", str(10**30), route)
            address = re.sub(r"<[^>]+>|[\\^$]", "", re.sub(r"<uuid:[^>]+>", UUID, numbered))
            assert mark_of(country.clients["trainer"], "get", f"/{address}") in "s-0hr", address


@pytest.mark.parametrize("role", ["auditor", "aud_far"])
def test_an_auditor_sends_nothing_to_the_office(country, role):
    # What libraries take from whom is told by their own rows.
    ours = rows(of_library=False)
    addresses = {address.format(**country.facts) for _method, _name, address, _marks in ours}
    office = [address for address in addresses if address.startswith("/cms/")]
    taken = {(one, mark_of(country.clients[role], "post", one)) for one in office}
    assert {pair for pair in taken if pair[1] not in "h0x"} == set()


@pytest.mark.parametrize(
    ("role", "method"),
    [("anonymous", "get"), ("anonymous", "post"), ("hr", "get"), ("viewer", "get")],
)
def test_nobody_without_work_in_the_office_opens_any_address_of_it(country, role, method):
    opened = set()
    for route, _name in routes(get_resolver()):
        filled = re.sub(r"<uuid:[^>]+>", UUID, route)
        address = re.sub(r"[\\^$]", "", re.sub(r"\(\?P[^)]+\)|<[^>]+>", "1", filled))
        if route.startswith("cms/") and route not in TOLD_TO_ALL and "*" not in address:
            mark = mark_of(country.clients[role], method, f"/{address}")
            opened |= {(route, mark)} if mark not in "s-0" else set()
    assert not opened
