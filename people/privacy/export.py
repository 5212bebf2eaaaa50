"""Writes all that is kept about a person as JSON and as a page, in one zip.

Each app registers a section of its own, so that nothing here knows the apps above. Rows are read
and written one by one: a long history costs time and no memory.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from people.models import Person
from people.text.formatting import number, official_date, official_datetime
from people.text.languages import in_language

_Row = Mapping[str, Any]
_FONT = "fonts/noto-sans-myanmar-myanmar-400-normal.woff2"


@dataclass(frozen=True)
class DataSection:
    """A part of the copy: its columns by key with their words, and what reads the rows.

    ``read`` yields what the person may see: nobody else's data, and never an answer key.
    """

    key: str
    title: Any
    order: int
    columns: Mapping[str, Any]
    read: Callable[[Person], Iterable[_Row]]


_sections: dict[str, DataSection] = {}


def register_data_section(*sections: DataSection) -> None:
    """Put the sections into every copy, among the others by their order."""
    _sections.update({section.key: section for section in sections})


def list_data_sections() -> list[DataSection]:
    return sorted(_sections.values(), key=lambda section: section.order)


def write_archive(
    person: Person, file: IO[bytes], *, language: str, tell: Callable[[int], object] = int
) -> None:
    """Write the zip with ``data.json`` and ``data.html``; ``tell`` hears the percent done."""
    sections, at = list_data_sections(), timezone.now()
    # One entry of a zip is written at a time, so the page waits in a file without a name.
    with (
        translation.override(language),
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        tempfile.TemporaryFile(dir=settings.VAR_DIR) as page,
    ):
        with archive.open("data.json", "w", force_zip64=True) as data:
            _begin_export(data, page, person, at)
            for place, section in enumerate(sections):
                _write_section(section, person, data, page, is_first=place == 0)
                tell(100 * (place + 1) // (len(sections) + 1))
            data.write(b"\n}}\n")
            page.write(b"</main></body></html>\n")
        page.seek(0)
        with archive.open("data.html", "w", force_zip64=True) as entry:
            shutil.copyfileobj(page, entry)
        # Beside the page, which is read on machines without letters for Burmese.
        if font := finders.find(_FONT):
            archive.write(font, "font.woff2", zipfile.ZIP_STORED)


def _begin_export(data: IO[bytes], page: IO[bytes], person: Person, at: dt.datetime) -> None:
    head = {"service": settings.SITE_URL, "made_at": at, "person": person.get_full_name()}
    data.write(f'{_to_json(head)[:-1]}, "sections": {{'.encode())
    context = {"person": person, "at": at, "language": translation.get_language()}
    page.write(render_to_string("people/privacy/own_data_page.html", context).strip().encode())


def _write_section(
    section: DataSection, person: Person, data: IO[bytes], page: IO[bytes], *, is_first: bool
) -> None:
    data.write(f"{'' if is_first else ','}\n{_to_json(section.key)}: [".encode())
    labels = [str(label) for label in section.columns.values()]
    page.write(format_html("\n<h2>{}</h2>\n<dl>", section.title).encode())
    count = 0
    for count, row in enumerate(section.read(person), start=1):
        cells = {key: row.get(key) for key in section.columns}
        data.write(f"{'' if count == 1 else ','}\n{_to_json(cells)}".encode())
        page.write(_render_row(count, labels, cells.values()).encode())
    data.write(b"]")
    nothing = "" if count else format_html("<p>{}</p>", _("Nothing is kept."))
    page.write(f"</dl>{nothing}".encode())


def _render_row(place: int, labels: Iterable[str], values: Iterable[Any]) -> str:
    pairs = zip(labels, values, strict=True)
    shown = [(label, text) for label, value in pairs if (text := _describe_value(value))]
    terms = "".join(format_html("<b>{}</b> {}<br>", label, text) for label, text in shown)
    return format_html("<dt>{}</dt><dd>{}</dd>\n", number(place), mark_safe(terms))  # noqa: S308


def _describe_value(value: Any) -> str:
    """Return a value as people read it, ``""`` for none."""
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case dt.datetime():
            return official_datetime(value)
        case dt.date():
            return official_date(value)
        case int() | float():
            return number(value)
        case dict():
            return in_language(value)
        case list() | tuple():
            return " · ".join(filter(None, map(_describe_value, value)))
    return str(value)


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
