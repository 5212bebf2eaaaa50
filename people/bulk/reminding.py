"""Reminds many people of their accounts, by a message without any secret."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from people.access import has_role, has_role_over
from people.bulk.kinds import NOT_YOURS, ActKind, register_kind
from people.history import office_acted
from people.messaging import notify_person
from people.models import Message, Person, Role
from people.postings import posting_on

_KIND = "people/sign_in_reminder"
_NO_EMAIL, _SIGNED_IN, _REMINDED = "no_email", "signed_in", "reminded"
# Whoever came lately needs no letter, and nobody gets one a day.
_LATELY, _BETWEEN = dt.timedelta(days=30), dt.timedelta(days=7)


def _remind_person(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    now = timezone.now()
    posting = posting_on(person, timezone.localdate(now))
    is_theirs = posting is not None and has_role_over(by, Role.Kind.HR, posting.agency)
    if not (posting and is_theirs and person.is_active):
        return NOT_YOURS
    if not person.email:
        return _NO_EMAIL
    if person.last_login and person.last_login > now - _LATELY:
        return _SIGNED_IN
    told = Message.objects.filter(person=person, kind=_KIND, created_at__gt=now - _BETWEEN)
    if told.exists():
        return _REMINDED
    with translation.override(person.language):
        page = reverse("account_login")
    facts = {
        "by": {"my": by.name_in("my"), "en": by.name_in("en")},
        "agency": posting.agency.names,
        "address": f"{settings.SITE_URL.rstrip('/')}{page}",
        "has_password": person.has_usable_password(),
    }
    day = timezone.localdate(now).isoformat()
    notify_person(person, _KIND, subject=day, facts=facts, at=now)
    office_acted.send(Message, action="person.remind", people=[person], by=by, data={})
    return ""


register_kind(
    ActKind(
        key="remind",
        order=10,
        label=_("Remind them to sign in"),
        effect=_(
            "Each gets a message by e-mail that says where to sign in. It holds no password."
        ),
        may=lambda viewer: has_role(viewer, Role.Kind.HR),
        apply=_remind_person,
        reasons={
            _NO_EMAIL: _("No e-mail address is recorded: print a slip"),
            _SIGNED_IN: _("Has signed in during the last 30 days"),
            _REMINDED: _("Was reminded during the last seven days"),
        },
    )
)
