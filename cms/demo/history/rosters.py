"""Brings rosters of the demo's ministry: applied, of every group, of headings nobody knows."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.demo.history.timeline import last_day, pick_moment
from cms.demo.organisation.agencies import HR_MINISTRY, LEARNER_TOWNSHIP
from people.models import Agency, Person, Posting, RosterProposal
from people.postings import end_posting
from people.roster import OPTIONAL_COLUMNS, ROSTER_COLUMNS
from people.roster.proposals import approve_proposal, create_proposal
from people.scim import give_token
from people.tasks import work_on_roster

_FILE_NAME = "ဝန်ထမ်းစာရင်း-နိုဝင်ဘာ.csv"
_APPLIED_NAME = "ဝန်ထမ်းစာရင်း-ပြီးခဲ့သောလ.csv"
_OWN_FILE_NAME = "HRMIS-export.csv"
_OWN_HEADINGS = """Human resources export,,,,
Ref,Person,Org,Rank name,Effective
900011,ဖြူဖြူဝင်း,{office},စာရေး,2026-10-01
900012,Zaw Lin Htet,{office},Clerk,2026-10-01
"""
_OFFICE, _OTHER_OFFICE = "GAD", LEARNER_TOWNSHIP
_OFFICERS = 7  # the lowest grade of a gazetted one


@transaction.atomic
def apply_roster() -> None:
    """Bring and approve a file of last month, which names who is recorded, and moves nobody."""
    ministry = Agency.objects.get(code=HR_MINISTRY)
    day = timezone.localdate().replace(day=1) - dt.timedelta(days=11)
    content = _write_csv(list(_list_recorded_lines(ministry, day)))
    manager = Person.objects.get(username="hr")
    roster = create_proposal(content, file_name=_APPLIED_NAME, unit=ministry, by=manager)
    work_on_roster(roster.pk)
    approve_proposal(roster, by=Person.objects.get(username="admin"))
    work_on_roster(roster.pk)
    _date_roster(roster, day)


def has_applied_roster() -> bool:
    return RosterProposal.objects.filter(file_name=_APPLIED_NAME).exists()


def _list_recorded_lines(ministry: Agency, day: dt.date) -> Iterator[dict[str, Any]]:
    """Yield who has served since the day, but for officers; one of them is given a phone."""
    # Officers are on another list, so that not everybody is named beside the figures.
    serving = Posting.objects.filter(valid_to=None, valid_from__lte=day, grade__gt=_OFFICERS)
    here = serving.filter(agency__path__startswith=ministry.path)
    postings = here.exclude(person__staff_number=None).order_by("person__staff_number")
    silent = postings.filter(person__phone="").exclude(person__in=Person.objects.protected())
    # A file that changes nothing cannot be approved.
    reached = silent.last()
    for posting in postings.select_related("person", "agency"):
        number = posting.person.staff_number
        phone = {"phone": f"0900{number}"} if posting == reached else {}
        yield _describe_line(posting) | phone


def _date_roster(roster: RosterProposal, day: dt.date) -> None:
    """Let it be of the day. The history, which only grows, keeps that it was made today."""
    at = pick_moment(Random(roster.file_name), day)  # noqa: S311
    later = at + dt.timedelta(hours=1)
    rows = RosterProposal.objects.filter(pk=roster.pk)
    rows.update(received_at=at, approved_at=later, applied_at=later)


def bring_roster() -> RosterProposal:
    """Bring the file as the ministry's HR manager does, by the same door."""
    ministry = Agency.objects.get(code=HR_MINISTRY)
    manager = Person.objects.get(username="hr")
    content = _write_csv(list(_list_roster_lines(ministry)))
    # As another system of the ministry writes it: each column is asked about once.
    own = _OWN_HEADINGS.format(office=_OFFICE).encode()
    create_proposal(own, file_name=_OWN_FILE_NAME, unit=ministry, by=manager)
    # Its secret is told to nobody: the list of systems has one that was never used.
    give_token(ministry, "Entra ID", by=manager)
    return create_proposal(content, file_name=_FILE_NAME, unit=ministry, by=manager)


def has_brought_roster() -> bool:
    return RosterProposal.objects.filter(file_name=_FILE_NAME).exists()


def _list_roster_lines(ministry: Agency) -> Iterator[dict[str, Any]]:
    """Yield lines of which each group has one at least."""
    today = last_day()
    known = list(_list_posted(ministry, today)[:12])
    moved, changed, left, returned, renamed, doubled, *unchanged = known
    end_posting(returned.person, day=today - dt.timedelta(days=90))
    yield _describe_line(moved) | {"agency": _OTHER_OFFICE, "from": today - dt.timedelta(days=20)}
    yield _describe_line(changed) | {"gender": "other"}
    yield _describe_line(left) | {"left_on": today}
    yield _describe_line(returned) | {"from": today - dt.timedelta(days=10)}
    yield _describe_line(renamed) | {"name_my": "အေးအေးမွန်", "name_en": "Aye Aye Mon"}
    yield _describe_line(doubled) | {"staff_number": "900001", "email": "", "phone": ""}
    yield from map(_describe_line, unchanged)
    new = {"honorific": "ma", "agency": _OFFICE, "from": today - dt.timedelta(days=5)}
    position = {"position_my": unchanged[0].position["my"], "grade": 9}
    for number, my, en in (
        ("900002", "သီရိလှိုင်", "Thiri Hlaing"),
        ("900003", "နှင်းဝေဖြိုး", "Hnin Wai Phyo"),
    ):
        yield new | position | {"staff_number": number, "name_my": my, "name_en": en}
    contact = {"email": "citizen@pyinnya.example"}
    names = {"name_my": "ဖြူဖြူအောင်", "name_en": "Phyu Phyu Aung"}
    yield new | position | names | contact | {"staff_number": "900004"}
    yield new | position | names | {"staff_number": "900005", "agency": "MOE"}
    yield new | position | names | {"staff_number": "900006", "from": "31.2.2026"}


def _list_posted(ministry: Agency, day: dt.date) -> Any:
    """Return postings of people who never signed in, which began long before the day."""
    return (
        Posting.objects.on(day)
        .filter(valid_to=None, agency__path__startswith=ministry.path)
        .filter(valid_from__lt=day - dt.timedelta(days=365), person__evidence=None)
        .exclude(agency__code=_OTHER_OFFICE)
        .exclude(person__in=Person.objects.protected())
        .select_related("person", "agency")
        .order_by("person__staff_number")
    )


def _describe_line(posting: Posting) -> dict[str, Any]:
    person = posting.person
    return {
        "staff_number": person.staff_number,
        "honorific": person.honorific,
        "name_my": person.name_my,
        "name_en": person.name_en,
        "gender": person.gender,
        "agency": posting.agency.code,
        "position_my": posting.position.get("my", ""),
        "position_en": posting.position.get("en", ""),
        "grade": posting.grade,
        "from": posting.valid_from,
    }


def _write_csv(lines: list[dict[str, Any]]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, [*ROSTER_COLUMNS, *OPTIONAL_COLUMNS])
    writer.writeheader()
    writer.writerows(lines)
    return file.getvalue().encode()
