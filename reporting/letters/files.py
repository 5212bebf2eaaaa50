"""Makes what an e-mail of figures has beside its words: the file, and the way to end it.

It is made when the e-mail leaves, in the reader's scope of that moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.core.mail import EmailAttachment
from django.urls import reverse
from django.utils.translation import gettext as _

from people.files import Sheet, write_tables
from people.messaging import LetterParts, LetterWithheld, add_letter_parts
from people.models import Message
from plan.levels import load_level_names
from reporting.figures.subtree import UnitContext
from reporting.insights.planning import list_outlooks
from reporting.letters.content import list_letter_targets, list_locked_targets
from reporting.letters.keeping import write_end_token
from reporting.letters.reports import draw_report
from reporting.models import FigureLetter, LockedMonth
from reporting.months import read_month
from reporting.output import build_about_sheet, build_target_sheet, describe_report
from reporting.output.locked.sheets import build_locked_sheet
from reporting.query.scope import Scope, may_read_figures, resolve_scope

KIND = "reporting/figures"
_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
# Many mailboxes refuse more; such a file is had from the page.
_LARGEST_FILE = 5_000_000  # bytes


def name_occasion(letter: FigureLetter, period: dt.date) -> str:
    """Return what a message is about: of a letter and a period it is written once."""
    return f"{letter.pk}:{period.isoformat()}"


def write_address(letter: FigureLetter, day: dt.date) -> str:
    """Return the address of the page with the figures of the letter."""
    page = reverse("reporting:insights")
    skill = f"&skill={letter.skill.code}&level={letter.level}" if letter.skill else ""
    return f"{settings.SITE_URL}{page}?unit={letter.unit.code}{skill}&day={day.isoformat()}"


def build_parts(message: Message) -> LetterParts:
    """Return the file and the headers. Raise `LetterWithheld` where the scope is gone by now."""
    letter, period = _read_occasion(message)
    if letter.state != letter.State.ACTIVE or not may_read_figures(message.person, letter.unit):
        raise LetterWithheld
    address = settings.SITE_URL + reverse("reporting:end_letter", args=[write_end_token(letter)])
    told = _("To end these letters, open this address: %(address)s")
    # RFC 8058: a mail program offers one touch, and its server posts.
    headers = {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    files = _make_files(message, letter, period)
    return LetterParts(headers, files, told % {"address": address})


add_letter_parts(KIND, build_parts)


def _read_occasion(message: Message) -> tuple[FigureLetter, dt.date]:
    key, _colon, period = message.subject.partition(":")
    letters = FigureLetter.objects.select_related("unit", "skill__framework")
    letter = letters.filter(pk=key, person=message.person).first()
    if letter is None:
        raise LetterWithheld
    letter.person = message.person
    return letter, dt.date.fromisoformat(period)


def _make_files(
    message: Message, letter: FigureLetter, period: dt.date
) -> Sequence[EmailAttachment]:
    # What was changed after the words were written has a file of something else by now.
    if letter.form == letter.Form.LINK or letter.changed_at > message.created_at:
        return ()
    day = dt.date.fromisoformat(message.facts["day"])
    scope = _build_scope(letter, day)
    content = (
        draw_report(scope)
        if letter.form == letter.Form.PDF
        else _write_tables(letter, period, scope)
    )
    if len(content) > _LARGEST_FILE:
        return ()
    name = f"figures-{letter.unit.code}-{day}.{letter.form}"
    return [EmailAttachment(name, content, _TYPES[letter.form])]


def _build_scope(letter: FigureLetter, day: dt.date) -> Scope:
    asked = {"unit": letter.unit, "day": day}
    if letter.skill:
        asked |= {"skill": letter.skill, "level": letter.level}
    return resolve_scope(letter.person, asked)


def _write_tables(letter: FigureLetter, period: dt.date, scope: Scope) -> bytes:
    page = reverse("reporting:insights") + scope.query()
    about = describe_report(scope, load_level_names(), address=page)
    sheet = replace(_build_letter_sheet(letter, period, scope), about=about)
    return write_tables(sheet, build_about_sheet(about), suffix=letter.form)


def _build_letter_sheet(letter: FigureLetter, period: dt.date, scope: Scope) -> Sheet:
    if letter.is_of_months:
        reading = read_month(LockedMonth.objects.get(month=period))
        return build_locked_sheet(reading, list_locked_targets(letter, reading))
    context = UnitContext.of(scope.unit, scope.day)
    rows = list_letter_targets(letter, scope.viewer, scope.day, context)
    return build_target_sheet(list_outlooks(rows, context))
