"""Whoever follows the links of the site comes to no address that was not there ("None")."""

import re
from collections import deque
from urllib.parse import urldefrag, urljoin

import pytest

from tests.architecture.access.table import addresses_of_nothing
from tests.architecture.conftest import country, stored_files  # noqa: F401

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("stored_files"),
]

_MOST_PAGES = 120  # of one role: beyond it the kinds of pages repeat
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
# The first pages of each role; everything else is reached from them.
_STARTS = {
    "anonymous": ("/en/", "/accounts/login/", "/accounts/signup/", "/verify/", "/log/"),
    "learner": ("/en/my-learning/", "/en/messages/", "/accounts/2fa/", "/transcript/"),
    "hr": ("/en/insights/",),
    "trainer": ("/cms/", "/cms/reports/site-history/", "/cms/images/", "/cms/documents/"),
    "registrar": ("/cms/",),
    "admin": ("/cms/", "/cms/reports/site-history/", "/cms/users/", "/cms/pages/"),
}


def kind_of(address):
    """Addresses that differ by numbers and queries show the same kind of page."""
    return re.sub(r"[0-9a-f-]{8,}|\d+", "*", address.partition("?")[0])


def walk(client, starts):
    """Every page within reach, one or two of a kind."""
    waiting, seen = deque(starts), {}
    while waiting and sum(seen.values()) < _MOST_PAGES:
        address = waiting.popleft()
        if seen.setdefault(kind_of(address), 0) >= 2:
            continue
        seen[kind_of(address)] += 1
        answer = client.get(address, follow=True)
        yield address, answer
        if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
            found = (urldefrag(urljoin(address, link))[0] for link in _LINK.findall(answer.text))
            waiting.extend(link for link in found if link.startswith("/") and "logout" not in link)


@pytest.mark.parametrize("role", _STARTS)
def test_no_link_leads_to_an_optional_address_that_is_missing(country, role):  # noqa: F811
    wrong = {
        address: found
        for address, answer in walk(country.clients[role], _STARTS[role])
        if (found := addresses_of_nothing(answer))
    }
    assert not wrong
