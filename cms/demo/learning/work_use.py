"""Has the demo's people asked in the past whether they use a course at work, and many answer."""

from __future__ import annotations

import datetime as dt
from random import Random

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from courses.follow_ups import answer_follow_up, ask_about_use
from courses.models import FollowUp, WorkUse

_SEED = 87
_MONTHS = 12  # so long ago were the first asked
_ANSWERING_CHANCE = 0.75
_ANSWERS = (WorkUse.OFTEN, WorkUse.SOMETIMES, WorkUse.NOT_YET)
_SENTENCES = {
    WorkUse.OFTEN: "လျှောက်လွှာများ လက်ခံရာတွင် နေ့စဉ် အသုံးချပါသည်။",
    WorkUse.SOMETIMES: "စာရင်းများ ပေးပို့ရာတွင် အသုံးချပါသည်။",
    WorkUse.NOT_YET: "ရုံးတွင် ကွန်ပျူတာ မရှိသေးပါ။",
}


def ask_demo_people() -> None:
    """Ask as the schedule would have done; the account that is asked today answers by itself."""
    random = Random(_SEED)  # noqa: S311
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    # Every other month: a completion is asked about for three.
    for months in range(_MONTHS, 0, -2):
        at = noon - relativedelta(months=months)
        ask_about_use(at=at)
        for row in FollowUp.objects.filter(asked_at=at).order_by("pk"):
            _answer(row, random, at + dt.timedelta(days=random.randint(1, 20)))
    ask_about_use(at=noon)


def _answer(row: FollowUp, random: Random, at: dt.datetime) -> None:
    if random.random() > _ANSWERING_CHANCE:
        return
    answer = random.choices(_ANSWERS, [40, 35, 25])[0]
    words = _SENTENCES[answer] if random.random() < 0.3 else ""
    answer_follow_up(row, answer, words=words, at=at)


def has_asked_people() -> bool:
    return FollowUp.objects.exists()
