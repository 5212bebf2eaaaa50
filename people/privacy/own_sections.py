"""Puts into the copy of one's own data what people keep: account, postings, messages, codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from people.history import list_viewers
from people.messaging import render_message
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500
_Rows = Iterator[dict[str, Any]]
_ACCOUNT_FIELDS = (
    *("honorific", "name_my", "name_en", "is_name_confirmed", "gender", "username"),
    *("staff_number", "email", "confirmed_email", "phone", "confirmed_phone", "language"),
    *("unwanted_letters", "audience", "subject_id", "last_login", "date_joined"),
)


def _read_own_account(person: Person) -> _Rows:
    yield {field: getattr(person, field) for field in _ACCOUNT_FIELDS}


def _read_second_steps(person: Person) -> _Rows:
    for row in Authenticator.objects.filter(user=person):
        yield {"kind": row.type, "added": row.created_at, "used": row.last_used_at}
    for account in SocialAccount.objects.filter(user=person):
        yield {"kind": account.provider, "number": account.uid, "added": account.date_joined}


def _read_postings(person: Person) -> _Rows:
    for row in person.postings.select_related("agency"):
        yield {
            "agency": row.agency.names,
            "position": row.position,
            "grade": row.grade,
            "from": row.valid_from,
            "to": row.valid_to,
            "why": str(row.get_end_reason_display()),
        }


def _read_charges(person: Person) -> _Rows:
    for row in person.additional_postings.select_related("agency", "given_by"):
        yield {
            "agency": row.agency.names,
            "position": row.position,
            "share": row.share,
            "from": row.valid_from,
            "to": row.valid_to,
            "why": row.why,
            "end_reason": row.end_reason,
            "by": str(row.given_by),
        }


def _read_transfers(person: Person) -> _Rows:
    for row in person.transfers.select_related("agency", "asked_by").iterator(_CHUNK_SIZE):
        yield {
            "agency": row.agency.names,
            "day": row.moved_on or row.day,
            "note": row.note,
            "by": str(row.asked_by),
            "asked": row.asked_at,
            "state": row.shown_state,
            "decided": row.decided_at,
            "answer": row.answer,
        }


def _read_posting_acts(person: Person) -> _Rows:
    for row in person.posting_acts.select_related("by").iterator(_CHUNK_SIZE):
        yield {
            "act": str(row.get_kind_display()),
            "by": str(row.by),
            "at": row.at,
            "reason": row.reason,
            "taken_back": row.taken_back_at,
        }


def _read_own_roles(person: Person) -> _Rows:
    for row in person.roles.select_related("agency"):
        yield {
            "role": str(row.get_kind_display()),
            "agency": row.agency.names,
            "from": row.valid_from,
            "to": row.valid_to,
        }


def _read_looks(person: Person) -> _Rows:
    for viewer in list_viewers(person):
        for day in viewer.days:
            yield {"by": str(viewer.person), "day": day}


def _read_own_messages(person: Person) -> _Rows:
    for row in person.messages.iterator(_CHUNK_SIZE):
        words = render_message(row)
        yield {
            "subject": words.subject,
            "text": "\n".join(words.paragraphs),
            "written": row.created_at,
            "sent": row.sent_at,
            "texted": row.texted_at,
            "read": row.read_at,
        }


def _read_name_requests(person: Person) -> _Rows:
    for row in person.name_requests.iterator(_CHUNK_SIZE):
        yield {
            "name_my": row.name_my,
            "name_en": row.name_en,
            "note": row.note,
            "asked": row.asked_at,
            "decided": row.decided_at,
            "is_granted": row.is_granted,
            "answer": row.answer,
        }


def _read_service_claims(person: Person) -> _Rows:
    for row in person.service_claims.select_related("agency").iterator(_CHUNK_SIZE):
        yield {
            "agency": row.agency.names,
            "note": row.note,
            "way": str(row.get_way_display()),
            "asked": row.asked_at,
            "decided": row.decided_at,
            "is_granted": row.is_granted,
            "answer": row.answer,
        }


def _read_codes(person: Person) -> _Rows:
    for row in person.codes.select_related("agency", "issued_by").iterator(_CHUNK_SIZE):
        yield {
            "purpose": str(row.get_purpose_display()),
            "contact": row.contact,
            "issued": row.issued_at,
            "by": str(row.issued_by) if row.issued_by else None,
            "agency": row.agency.names if row.agency else None,
            "used": row.used_at,
        }


def _read_cards(person: Person) -> _Rows:
    for row in person.sign_in_cards.select_related("agency", "issued_by").iterator(_CHUNK_SIZE):
        yield {
            "agency": row.agency.names,
            "issued": row.issued_at,
            "by": str(row.issued_by),
            "used": row.last_used_at,
            "ended": row.ended_at,
        }


def _read_lists(person: Person) -> _Rows:
    for row in person.listed_in.select_related("audience__agency").iterator(_CHUNK_SIZE):
        yield {
            "name": row.audience.names,
            "agency": row.audience.agency.names,
            "added": row.added_at,
        }


def _read_sessions(person: Person) -> _Rows:
    for row in UserSession.objects.filter(user=person).iterator(_CHUNK_SIZE):
        yield {
            "address": row.ip,
            "browser": row.user_agent,
            "begun": row.created_at,
            "seen": row.last_seen_at,
        }


_FROM_TO = {"from": _("valid from"), "to": _("valid to")}

register_data_section(
    DataSection(
        "account",
        _("Account"),
        10,
        {
            "honorific": _("honorific"),
            "name_my": _("name in Burmese"),
            "name_en": _("name in English"),
            "is_name_confirmed": _("the name is confirmed"),
            "gender": _("gender"),
            "username": _("sign-in name"),
            "staff_number": _("staff number"),
            "email": _("e-mail"),
            "confirmed_email": _("confirmed e-mail"),
            "phone": _("phone"),
            "confirmed_phone": _("confirmed phone"),
            "language": _("preferred language"),
            "unwanted_letters": _("letters not wanted"),
            "audience": _("audience"),
            "subject_id": _("number in credentials"),
            "last_login": _("last signed in"),
            "date_joined": _("joined"),
        },
        _read_own_account,
    ),
    DataSection(
        "second_steps",
        _("Second step and other accounts"),
        11,
        {
            "kind": _("kind"),
            "number": _("number"),
            "added": _("added"),
            "used": _("last used"),
        },
        _read_second_steps,
    ),
    DataSection(
        "postings",
        _("Where you serve and served"),
        12,
        {"agency": _("agency"), "position": _("position"), "grade": _("grade"), **_FROM_TO}
        | {"why": _("why it ended")},
        _read_postings,
    ),
    DataSection(
        "charges",
        _("Additional charges"),
        12,
        {
            "agency": _("agency"),
            "position": _("position"),
            "share": _("share in percent"),
            **_FROM_TO,
            "why": _("why it was given"),
            "end_reason": _("why it ended"),
            "by": _("by"),
        },
        _read_charges,
    ),
    DataSection(
        "transfers",
        _("Transfers"),
        19,
        {
            "agency": _("receiving office"),
            "day": _("day"),
            "note": _("note"),
            "by": _("by"),
            "asked": _("asked at"),
            "state": _("state"),
            "decided": _("decided at"),
            "answer": _("answer"),
        },
        _read_transfers,
    ),
    DataSection(
        "posting_acts",
        _("What offices did to postings"),
        20,
        {
            "act": _("act on postings"),
            "by": _("by"),
            "at": _("at"),
            "reason": _("reason"),
            "taken_back": _("taken back at"),
        },
        _read_posting_acts,
    ),
    DataSection(
        "roles",
        _("Roles and rights"),
        13,
        {"role": _("role"), "agency": _("agency"), **_FROM_TO},
        _read_own_roles,
    ),
    DataSection(
        "looks",
        _("Who looked at your data"),
        18,
        {"by": _("by"), "day": _("day")},
        _read_looks,
    ),
    DataSection(
        "messages",
        _("Messages to you"),
        14,
        {
            "subject": _("message"),
            "text": _("text"),
            "written": _("created at"),
            "sent": _("sent at"),
            "texted": _("sent by text at"),
            "read": _("read at"),
        },
        _read_own_messages,
    ),
    DataSection(
        "name_requests",
        _("Requests for another name"),
        15,
        {
            "name_my": _("name in Burmese"),
            "name_en": _("name in English"),
            "note": _("note"),
            "asked": _("asked at"),
            "decided": _("decided at"),
            "is_granted": _("granted"),
            "answer": _("answer"),
        },
        _read_name_requests,
    ),
    DataSection(
        "claims",
        _("Requests to be recorded in an office"),
        15,
        {
            "agency": _("agency"),
            "note": _("note"),
            "way": _("proved"),
            "asked": _("asked at"),
            "decided": _("decided at"),
            "is_granted": _("granted"),
            "answer": _("answer"),
        },
        _read_service_claims,
    ),
    DataSection(
        "codes",
        _("Slips and codes"),
        16,
        {
            "purpose": _("purpose"),
            "contact": _("sent to"),
            "issued": _("issued at"),
            "by": _("by"),
            "agency": _("agency"),
            "used": _("used at"),
        },
        _read_codes,
    ),
    DataSection(
        "audiences",
        _("Lists of people that an office keeps"),
        21,
        {"name": _("name"), "agency": _("agency"), "added": _("added")},
        _read_lists,
    ),
    DataSection(
        "cards",
        _("Sign-in cards"),
        22,
        {
            "agency": _("agency"),
            "issued": _("issued at"),
            "by": _("by"),
            "used": _("last used"),
            "ended": _("ended at"),
        },
        _read_cards,
    ),
    DataSection(
        "sessions",
        _("Where you are signed in"),
        17,
        {
            "address": _("address in the network"),
            "browser": _("browser"),
            "begun": _("signed in at"),
            "seen": _("last seen"),
        },
        _read_sessions,
    ),
)
