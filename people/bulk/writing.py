"""Writes to many people in the words of an office: one message each, kept with its reason."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import has_role, has_role_over
from people.bulk.kinds import NOT_YOURS, ActKind, register_kind
from people.history import office_acted
from people.messaging import notify_person
from people.models import Message, Person, Role
from people.postings import posting_on

_KIND = "people/office_letter"
_TOO_MANY, _SAME = "too_many", "same"
_MOST_WRITTEN_TO = 2000  # at once: a nation is told by a page or an assignment
_MOST_A_DAY = 3  # from offices to one person
_LONGEST_TEXT, _LONGEST_REASON = 1500, 200


class _LetterForm(forms.Form):
    text = forms.CharField(
        label=_("Message"),
        max_length=_LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("All of them get the same words, without a name. An empty line begins anew."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=_LONGEST_REASON,
        help_text=_("It stands in the history and is sent to nobody."),
    )


def _write_to_person(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    now = timezone.now()
    posting = posting_on(person, timezone.localdate(now))
    is_theirs = posting is not None and has_role_over(by, Role.Kind.HR, posting.agency)
    if not (posting and is_theirs and person.is_active):
        return NOT_YOURS
    told = Message.objects.filter(person=person, kind=_KIND)
    # The same words of the same writer are one message a day, however often the form is sent.
    subject = _name_words(by, options["text"], timezone.localdate(now))
    if told.filter(subject=subject).exists():
        return _SAME
    if told.filter(created_at__gt=now - dt.timedelta(days=1)).count() >= _MOST_A_DAY:
        return _TOO_MANY
    facts = {
        "by": {"my": by.name_in("my"), "en": by.name_in("en")},
        "agency": posting.agency.names,
        "text": options["text"],
    }
    notify_person(person, _KIND, subject=subject, facts=facts, at=now)
    data = {"reason": options["reason"]}
    office_acted.send(Message, action="person.write", people=[person], by=by, data=data)
    return ""


def _name_words(by: Person, text: str, day: dt.date) -> str:
    digest = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:24]
    return f"{by.pk}:{day.isoformat()}:{digest}"


register_kind(
    ActKind(
        key="write",
        order=15,
        label=_("Write to them"),
        effect=_(
            "Each finds the message in the inbox, and gets it by e-mail. It cannot be taken back."
        ),
        may=lambda viewer: has_role(viewer, Role.Kind.HR),
        apply=_write_to_person,
        form=_LetterForm,
        reasons={
            _TOO_MANY: _("Has had three messages of offices within a day"),
            _SAME: _("Has had this message today"),
        },
        most=_MOST_WRITTEN_TO,
    )
)
