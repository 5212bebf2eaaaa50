"""Who may open which address: each has rows, ours and those of every library, each role a column.

The rows stand in ``authorisation.txt``. An address without a row fails.
"""

import re
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_files")]

NATIONAL = ("skill", "level", "framework", "plan", "phase", "clause")
OF_LIBRARIES = "# The addresses of libraries"
THE_PAGES_OF_THE_SITE = "wagtail_serve"
TOLD_TO_ALL = {"cms/jsi18n/", "cms/sprite/"}
NOTHING = re.compile(r"""\b(?:href|src|action|formaction)=["']?[^"'\s>]*\bNone\b[^>]*""")
# The rows of libraries are many: left out of the daily loop, and asked of one database.
OF_MANY = [pytest.mark.slow, pytest.mark.any_database]
MARKS = {200: "+", 204: "+", 301: "r", 400: "u", 403: "-", 404: "0", 405: "x", 422: "u"}


def routes(resolver, before="", spaces=()):
    """Every address as (route, name), the name with its namespaces."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            within = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from routes(pattern, route, within)
        else:
            yield route, ":".join([*spaces, pattern.name or route])


def rows():
    """(method, name, address, marks); a row with a star stands for each kind of NATIONAL."""
    return [row for row, _of_library in read_table()]


def read_table():
    """Each row, and whether it is an address of a library."""
    of_library = False
    for line in Path(__file__).with_name("authorisation.txt").read_text().splitlines():
        of_library = of_library or line.startswith(OF_LIBRARIES)
        if line and not line.startswith("#"):
            for kind in NATIONAL if "*:" in line else [""]:
                if kind:
                    told = line.replace("{*}", f"{{{kind}}}").replace("*", f"{kind}s")
                else:
                    told = line
                method, name, address, *marks = told.split()
                yield (method, name, address, marks), of_library


def cases():
    """The rows as test cases."""
    for row, of_library in read_table():
        yield pytest.param(*row, marks=OF_MANY if of_library else [])


def addresses_of_nothing(answer):
    """Links, pictures and forms of a page that lead to an address which was optional."""
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return []
    return NOTHING.findall(answer.text)


def mark_of(client, method, address):
    """One sign for an answer; what it wrote is taken back, in the browser too."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method.lower())(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    assert not addresses_of_nothing(answer), address
    if answer.status_code == 302:
        to = answer.headers["Location"]
        return "s" if to.startswith("/accounts/login/") else "h" if to == "/cms/" else "r"
    return MARKS.get(answer.status_code, str(answer.status_code))


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


@pytest.mark.parametrize(("method", "name", "address", "marks"), list(cases()))
def test_each_role_opens_what_is_its_own(country, method, name, address, marks):
    address = address.format(**country.facts)
    found = {role: mark_of(one, method, address) for role, one in country.clients.items()}
    assert found == dict(zip(country.clients, marks, strict=True))


@pytest.mark.parametrize("role", ["auditor", "aud_far"])
def test_an_auditor_sends_nothing_to_the_office(country, role):
    # What libraries take from whom is told by their own rows.
    ours = [row for row, of_library in read_table() if not of_library]
    addresses = {address.format(**country.facts) for _method, _name, address, _marks in ours}
    office = [address for address in addresses if address.startswith("/cms/")]
    taken = {(one, mark_of(country.clients[role], "post", one)) for one in office}
    assert {pair for pair in taken if pair[1] not in "h0x"} == set()


@pytest.mark.parametrize(
    ("role", "method"), [("anonymous", "get"), ("anonymous", "post"), ("hr", "get")]
)
def test_nobody_without_work_in_the_office_opens_any_address_of_it(country, role, method):
    opened = set()
    for route, _name in routes(get_resolver()):
        address = re.sub(r"[\\^$]", "", re.sub(r"\(\?P[^)]+\)|<[^>]+>", "1", route))
        if route.startswith("cms/") and route not in TOLD_TO_ALL and "*" not in address:
            mark = mark_of(country.clients[role], method, f"/{address}")
            opened |= {(route, mark)} if mark not in "s-0" else set()
    assert not opened
