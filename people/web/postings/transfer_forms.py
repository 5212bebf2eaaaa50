"""Defines the forms with which a person, or the receiving office, asks for a transfer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Person, Posting, Transfer
from people.postings.acts import AgencyClosed
from people.postings.recording import PersonOutOfReach
from people.postings.transfers import TransferWaiting, TransferWish, ask_for_transfer
from people.postings.writing import PostingOutOfOrder
from people.text.formatting import official_date
from people.text.identifiers import MAX_IDENTIFIER_LENGTH, normalise_staff_number
from people.text.names import fold_unspaced, strip_all_honorifics
from people.text.zawgyi import to_unicode
from people.web.fields import ServiceDayField
from people.web.postings.forms import (
    PositionForm,
    SentenceField,
    UnitForm,
)

_FIELDS = ["unit", "chosen", "position_my", "position_en", "grade", "day", "note"]


class OwnTransferForm(UnitForm, PositionForm):
    """Where a person wants to serve, from which day, and why."""

    day = ServiceDayField(label=gettext_lazy("First day there"))
    note = SentenceField(
        label=gettext_lazy("Why, in a sentence"),
        help_text=gettext_lazy("Both offices read it."),
    )
    field_order = _FIELDS

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("A transfer begins today or later."))
        return day

    def ask(self, person: Person, by: Person) -> Transfer | None:
        """Write the request; return None, with the error in words, when it cannot be."""
        given = self.cleaned_data
        names = ("position", "grade", "day", "note")
        wish = TransferWish(given["unit"], **{name: given[name] for name in names})
        return self._try(lambda: ask_for_transfer(person, wish, by=by))

    def _try(self, act: Callable[[], Transfer]) -> Transfer | None:
        try:
            return act()
        except PersonOutOfReach:
            self.add_error("unit", _("Choose another unit than the present one."))
        except TransferWaiting:
            self.add_error(None, _("Another transfer waits already. It is decided first."))
        except AgencyClosed:
            self.add_error("day", _("This agency is closed on that day."))
        except PostingOutOfOrder as error:
            told = _("It would not fit beside the posting of %(day)s.")
            self.add_error("day", told % {"day": official_date(error.args[0])})
        return None


class OfficeTransferForm(OwnTransferForm):
    """Whom the receiving office asks for: number and name as on paper, which must agree.

    Somebody unknown, somebody who left and somebody with another name are told alike: an office
    learns nothing of people elsewhere that it does not know.
    """

    staff_number = forms.CharField(
        label=gettext_lazy("Staff number"), max_length=MAX_IDENTIFIER_LENGTH
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("As it stands on the order, in Burmese or in English."),
    )
    field_order = ["staff_number", "name", *_FIELDS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "staff_number" in cleaned and "name" in cleaned:
            cleaned["person"] = _find_serving(cleaned["staff_number"], cleaned["name"])
            if cleaned["person"] is None:
                told = _("Nobody who serves has this number and this name. Compare both.")
                self.add_error("staff_number", told)
        return cleaned


def _find_serving(number: str, name: str) -> Person | None:
    people = Person.objects.filter(staff_number=normalise_staff_number(number), is_active=True)
    person = people.filter(pk__in=Posting.objects.filter(valid_to=None).values("person")).first()
    typed = _fold_name(to_unicode(name))
    is_called = person is not None and typed in {
        _fold_name(person.name_my),
        _fold_name(person.name_en),
    }
    return person if typed and is_called else None


def _fold_name(name: str) -> str:
    return fold_unspaced(strip_all_honorifics(name))
