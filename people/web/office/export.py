"""Serves a list of people as a file, with the columns and in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.directory.columns import build_rows
from people.files import Sheet, SheetRow, respond_with_tables
from people.history import office_acted, record_looks
from people.models import Person
from people.web.office.listing import PeopleListing, read_listing

_PEOPLE_AT_ONCE = 500  # values in one statement; databases limit its parameters
# What neither a name nor a column needs, of rows that are read by the hundred thousand.
_UNREAD = ("search_key", "sort_key_my", "sort_key_en", "unwanted_letters")


@never_cache
@require_safe
@login_required
def export_people(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Serve everybody whom the list of the same query finds, as CSV or as a workbook."""
    listing = read_listing(request)
    pks = list(listing.sort_people().values_list("pk", flat=True))
    if request.method == "GET":
        note_export(listing, pks)
    return serve_people(listing, pks, suffix)


def serve_people(listing: PeopleListing, pks: list[int], suffix: str) -> HttpResponseBase:
    """Serve the people in this order, with the columns of the list."""
    headings = [gettext("Name"), *(str(column.label) for column in listing.columns)]
    sheet = Sheet(gettext("People"), headings, _write_rows(listing, pks, get_language() or "my"))
    unit = f"-{listing.unit.code}" if listing.unit else ""
    name = f"people{unit}-{timezone.localdate()}"
    return respond_with_tables(sheet, name=name, suffix=suffix)


def note_export(listing: PeopleListing, pks: list[int]) -> None:
    """Enter in the history that a file with personal data left, for whom and how many people."""
    record_looks(listing.viewer, pks)
    told = {"count": len(pks), "columns": [column.key for column in listing.columns]}
    unit = listing.unit.names if listing.unit else {}
    office_acted.send(
        Person,
        action="people.export",
        people=[listing.viewer],
        by=listing.viewer,
        data=told | {"agency": unit},
    )


def _write_rows(listing: PeopleListing, pks: list[int], language: str) -> Iterator[SheetRow]:
    # By the piece: neither all people nor one long look at the database are held meanwhile.
    for piece in _cut_pieces(pks):
        # A stream is read after the request, when another language may be active.
        with override(language):
            lines = list(_read_piece(listing, piece))
        yield from lines


def _cut_pieces(pks: list[int]) -> Iterable[list[int]]:
    return (pks[at : at + _PEOPLE_AT_ONCE] for at in range(0, len(pks), _PEOPLE_AT_ONCE))


def _read_piece(listing: PeopleListing, pks: list[int]) -> Iterator[SheetRow]:
    found = Person.objects.defer(*_UNREAD).in_bulk(pks)
    people = [found[pk] for pk in pks if pk in found]
    for row in build_rows(listing.viewer, people, with_charges=listing.shows_charges):
        yield [str(row.person), *(column.read_value(row) for column in listing.columns)]
