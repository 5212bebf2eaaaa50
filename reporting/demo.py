"""Locks the last three months of the demo, and has a figure of one put right by two people."""

from __future__ import annotations

from people.models import Person
from reporting.models import LockedMonth
from reporting.months import Month, approve_adjustment, ask_adjustment, lock_month, read_month

_REASON = "ရုံးပြောင်းရွှေ့မိန့် နောက်ကျရောက်ရှိသဖြင့် ဝန်ထမ်း ၃ ဦးကို ထည့်မရေတွက်ခဲ့ပါ။"
_FORGOTTEN = 3


def lock_demo_months() -> None:
    """Lock them as the schedule and the secretariat do, by the same doors."""
    secretary, second = (Person.objects.get(username=name) for name in ("secretariat", "admin"))
    last = Month.last_ended()
    lock_month(last.before.before)
    row = lock_month(last.before, by=secretary)
    lock_month(last, by=secretary)
    reading = read_month(row)
    places = reading.content["units"]
    # The largest of a ministry: large enough to be told to everybody.
    figure = max(
        (one for one in reading.figures.values() if one.is_whole),
        key=lambda one: (places[one.facts["unit"]]["place"] == "ministry", one.locked),
    )
    asked = ask_adjustment(
        row, figure.id, value=figure.locked + _FORGOTTEN, reason=_REASON, by=secretary
    )
    approve_adjustment(asked, by=second)


def has_locked_months() -> bool:
    return LockedMonth.objects.exists()
