"""Locks the last three months of the demo, has a figure put right by two, and a letter sent."""

from __future__ import annotations

from people.models import Person
from reporting.letters import LetterWish, begin_letter
from reporting.models import FigureLetter, LockedMonth
from reporting.months import Month, approve_adjustment, ask_adjustment, lock_month, read_month
from reporting.query import top_units

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


def begin_demo_letter() -> None:
    """Have the figures of the ministry sent to its HR manager on Mondays, with a workbook."""
    manager = Person.objects.get(username="hr")
    wish = LetterWish(
        top_units(manager)[0], None, None, FigureLetter.Rhythm.WEEKLY, 1, FigureLetter.Form.XLSX
    )
    begin_letter(manager, wish)


def has_demo_letter() -> bool:
    return FigureLetter.objects.exists()
