"""Reads ``authorisation.txt``, and asks an address for what a role may do there."""

import re
from copy import deepcopy
from pathlib import Path

from django.db import transaction
from django.urls import URLResolver

NATIONAL = ("skill", "level", "framework", "plan", "phase", "clause", "term")
OF_LIBRARIES = "# The addresses of libraries"
NOTHING = re.compile(r"""\b(?:href|src|action|formaction)=["']?[^"'\s>]*\bNone\b[^>]*""")
# Roles with a mark only where it is not that of another: after the first bar and after the second.
BESIDES, LIKE = ("viewer", "line"), "other"
AFTER_ALL, LIKE_WHOM = ("reviewer",), "translator"
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


def rows(of_library=None):
    """(method, name, address, marks), all or only ours or those of libraries.

    A row with a star stands for each kind of NATIONAL.
    """
    return [row for row, is_foreign in read_table() if of_library in (None, is_foreign)]


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
                told, *besides = told.split("|")
                method, name, address, *marks = told.split()
                yield (method, name, address, [marks, *map(str.split, besides)]), of_library


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


def marks_of(country, method, address, *, roles=None):
    """The sign of each role's answer."""
    address = address.format(**country.facts)
    return {
        role: mark_of(one, method, address)
        for role, one in country.clients.items()
        if roles is None or role in roles
    }


def by_role(country, marks):
    """The marks of a row by role; those after a bar are like another's unless they are said."""
    said, *besides = marks
    told = dict(
        zip([one for one in country.clients if one not in BESIDES + AFTER_ALL], said, strict=True)
    )
    for roles, like, some in zip(
        (BESIDES, AFTER_ALL), (LIKE, LIKE_WHOM), (*besides, [], [])[:2], strict=True
    ):
        told |= dict(zip(roles, some or [told[like]] * len(roles), strict=True))
    return told
