"""Puts what identity systems have changed into one open roster for each unit."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max, Min, Q
from django.utils import timezone

from people.models import Agency, Posting, RosterProposal, ScimAccount, ScimToken
from people.queue import enqueue_on_commit, sweep_rows
from people.roster.identity import BATCH_SIZE, filter_in_batches
from people.roster.proposals.creating import build_proposal
from people.roster.proposals.work import TASK
from people.scim.accounts import read_resource
from people.scim.protocol import ScimEmployment
from people.text.spelling import BURMESE_LETTER, fold

_State, _Source = RosterProposal.State, RosterProposal.Source
# A first reading sends thousands of changes one by one: they become one roster, not thousands.
_QUIET = dt.timedelta(minutes=2)
_LONGEST_WAIT = dt.timedelta(minutes=15)
_COLUMNS = (
    *("staff_number", "name_my", "name_en", "email", "phone", "agency"),
    *("position_my", "position_en", "grade", "from", "left_on"),
)


def propose_changes(*, at: dt.datetime | None = None) -> int:
    """Make a roster for each unit whose system has been quiet for a while; return how many."""
    at = at or timezone.now()
    waiting = ScimAccount.objects.filter(is_waiting=True).order_by().values("unit")
    times = waiting.annotate(first=Min("changed_at"), last=Max("changed_at"))
    due = times.filter(Q(last__lte=at - _QUIET) | Q(first__lte=at - _LONGEST_WAIT))
    units = Agency.objects.filter(pk__in=due.values("unit")).order_by("pk")
    return sum(sweep_rows(units, _propose_for).results)


def _propose_for(unit: Agency) -> bool:
    if _is_planning(unit):
        return False  # the worker is at it: the next round comes soon
    # What an open one holds goes on into the new one; what was decided is over.
    open_ones = Q(proposal__state__in=(_State.OPEN, _State.NAMING, _State.STALE))
    known = ScimAccount.objects.filter(Q(is_waiting=True) | open_ones, unit=unit)
    accounts = list(known.order_by("key"))
    # One that works before those that were revoked; the databases sort NULL to different ends.
    newest = (F("revoked_at").asc(nulls_first=True), "-given_at")
    token = ScimToken.objects.filter(unit=unit).order_by(*newest).first()
    if token is None:
        return False
    # Read and written without a lock: thousands of accounts take seconds.
    lines = _Lines(unit, accounts).write()
    with transaction.atomic():
        # Of two sweeps at once one goes on.
        Agency.objects.select_for_update().get(pk=unit.pk)
        return not _is_planning(unit) and _replace_open(unit, token, accounts, lines)


def _is_planning(unit: Agency) -> bool:
    own = RosterProposal.objects.filter(source=_Source.SCIM, unit=unit)
    return own.filter(state=_State.PLANNING).exists()


def _replace_open(
    unit: Agency, token: ScimToken, accounts: list[ScimAccount], lines: list[dict[str, str]]
) -> bool:
    """Let a proposal of the lines take the place of the open one; without lines there is none."""
    proposal = _keep_proposal(lines, token) if lines else None
    own = RosterProposal.objects.filter(source=_Source.SCIM, unit=unit, state=_State.OPEN)
    own.update(state=_State.STALE, closed_at=timezone.now(), stale_by=proposal)
    seen = {account.pk: account.changed_at for account in accounts}
    times = ScimAccount.objects.select_for_update().filter(unit=unit)
    pairs = filter_in_batches(times.values_list("pk", "changed_at"), "pk", list(seen))
    # What changed again since it was read waits for the next round.
    same = [pk for pk, changed_at in pairs if seen[pk] == changed_at]
    for start in range(0, len(same), BATCH_SIZE):
        batch = ScimAccount.objects.filter(pk__in=same[start : start + BATCH_SIZE])
        batch.update(proposal=proposal, is_waiting=False)
    _forget_deleted(unit)
    return proposal is not None


def _keep_proposal(lines: list[dict[str, str]], token: ScimToken) -> RosterProposal:
    text = io.StringIO()
    rows = csv.DictWriter(text, _COLUMNS, restval="")
    rows.writeheader()
    rows.writerows(lines)
    proposal = build_proposal(
        text.getvalue().encode(),
        file_name="scim.csv",
        unit=token.unit,
        # The first of the two people who stand behind it is whoever let the system in.
        by=token.given_by,
        operator=token.name,
        source=_Source.SCIM,
    )
    proposal.save()
    enqueue_on_commit(TASK, proposal.pk)
    return proposal


def _forget_deleted(unit: Agency) -> None:
    """Delete accounts of which nothing waits any more."""
    undecided = (_State.PLANNING, _State.OPEN, _State.NAMING, _State.STALE, _State.APPLYING)
    deleted = ScimAccount.objects.filter(unit=unit, is_waiting=False, deleted_at__isnull=False)
    deleted.exclude(proposal__state__in=undecided).delete()


@dataclass(frozen=True)
class _Home:
    """Where a line posts somebody, and since when."""

    agency: str
    since: dt.date


class _Lines:
    """Writes accounts as lines of a roster for the unit."""

    def __init__(self, unit: Agency, accounts: list[ScimAccount]) -> None:
        self._unit, self._accounts = unit, accounts
        self._units = _name_account_units(Agency.objects.filter(path__startswith=unit.path))
        numbers = sorted({account.staff_number for account in accounts})
        own = Posting.objects.filter(valid_to=None, agency__path__startswith=unit.path)
        own = own.select_related("agency", "person")
        found = filter_in_batches(own, "person__staff_number", numbers)
        self._postings = {str(one.person.staff_number): one for one in found}

    def write(self) -> list[dict[str, str]]:
        return [line for account in self._accounts if (line := self._write_line(account))]

    def _write_line(self, account: ScimAccount) -> dict[str, str] | None:
        posting = self._postings.get(account.staff_number)
        if not account.is_active:
            # Who left at once, or was never here, is no line any more.
            return self._write_leaving(account, posting) if posting else None
        user = read_resource(account)
        home = self._find_home(account, user, posting)
        return {
            "staff_number": account.staff_number,
            **_by_letters("name", _name_of_account(user)),
            **_by_letters("position", user.title or ""),
            "email": _first_value(user.emails),
            "phone": _first_value(user.phone_numbers),
            "agency": home.agency,
            "from": home.since.isoformat(),
        }

    def _write_leaving(self, account: ScimAccount, posting: Posting) -> dict[str, str]:
        names = _name_of_account(read_resource(account)) or posting.person.name_in("en")
        day = max(timezone.localdate(), posting.valid_from + dt.timedelta(days=1))
        return {
            "staff_number": account.staff_number,
            **_by_letters("name", names),
            "agency": posting.agency.code,
            "from": posting.valid_from.isoformat(),
            "left_on": day.isoformat(),
        }

    def _find_home(self, account: ScimAccount, user: object, posting: Posting | None) -> _Home:
        """Return the unit that the department names; who is posted there already stays since then.

        A department that is no unit here moves nobody.
        """
        employment = user[ScimEmployment]  # type: ignore[index]
        named = self._units.get(fold((employment and employment.department) or ""))
        now = posting.agency.code if posting else self._unit.code
        code = named or now
        title = str(getattr(user, "title", "") or "")
        is_same = not title or (posting is not None and title in posting.position.values())
        if posting and code == posting.agency.code and is_same:
            return _Home(code, posting.valid_from)
        return _Home(code, timezone.localdate(account.changed_at))


def _name_account_units(units: Iterable[Agency]) -> Mapping[str, str]:
    """Return codes by code and by name, in whatever spelling; a name of two units is none."""
    named: dict[str, str] = {}
    for unit in units:
        for name in {fold(one) for one in unit.names.values() if one}:
            named[name] = "" if name in named else unit.code
    return named | {fold(unit.code): unit.code for unit in units}


def _name_of_account(user: object) -> str:
    name = getattr(user, "name", None)
    parts = [name.given_name, name.family_name] if name else []
    whole = name.formatted if name else None
    shown = getattr(user, "display_name", None)
    return str(shown or whole or " ".join(filter(None, parts)))


def _by_letters(column: str, text: str) -> dict[str, str]:
    """Return the text under the column of its letters."""
    return {f"{column}_my" if BURMESE_LETTER.search(text) else f"{column}_en": text}


def _first_value(contacts: list[object] | None) -> str:
    """Return the primary contact, else the first."""
    ordered = sorted(contacts or [], key=lambda one: not getattr(one, "primary", False))
    values = (str(getattr(one, "value", None) or "") for one in ordered)
    return next(filter(None, values), "")
