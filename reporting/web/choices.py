"""Reads what an address chooses by a word, and tells of words that are no choice."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reporting.query.parameters import ReportQuery

_LONGEST_TOLD = 40  # signs
_NO_SUCH_VALUE = _("The address asks for something that there is not: %(name)s=%(value)s")
_Choice = TypeVar("_Choice", bound=TextChoices)


def read_choice(request: HttpRequest, name: str, usual: _Choice) -> _Choice:
    """Return what the address chooses, the usual one where it names none that there is."""
    asked, choices = request.GET.get(name, ""), type(usual)
    return choices(asked) if asked in choices.values else usual


def tell_unknown(
    report_query: ReportQuery, name: str, asked: str, values: Collection[str]
) -> None:
    """Add to the errors of the question that a part of it asks for what there is not."""
    if asked and asked not in values:
        # Shortened: somebody else may have written the address.
        told = {"name": name, "value": asked[:_LONGEST_TOLD]}
        report_query.form.add_error(None, _NO_SUCH_VALUE % told)
