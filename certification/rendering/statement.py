"""Renders the statement of a year in both languages; the same facts give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS

from certification.facts.codes import format_code
from certification.facts.wording import BilingualText
from certification.rendering.ornaments import marks
from certification.rendering.sheet import ASSETS_DIR
from certification.rendering.words import date_words, to_bilingual
from people.printing import parse_css, write_tagged_pdf
from people.text.languages import in_language

_BURMESE_DIGITS = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
# Fixed, as those of certificates: a translation that changes must not change a statement.
_WORDS: dict[str, BilingualText] = {
    "title": {"my": "နှစ်စဉ် သင်ယူမှု အစီရင်ခံချက်", "en": "Statement of a year of learning"},
    "name": {"my": "အမည်", "en": "Name"},
    "staff_number": {"my": "ဝန်ထမ်းအမှတ်", "en": "Staff number"},
    "agency": {"my": "ဌာန", "en": "Agency"},
    "position": {"my": "ရာထူး", "en": "Position"},
    "grade": {"my": "ရာထူးအဆင့်", "en": "Grade"},
    "period": {"my": "ကာလ", "en": "Period"},
    "stated_on": {"my": "ထုတ်ပေးသည့်ရက်", "en": "Stated on"},
    "replaces": {"my": "အစားထိုးသည့် အစီရင်ခံချက်", "en": "Replaces the statement"},
    "obligation": {"my": "နှစ်စဉ်တာဝန်", "en": "Yearly obligation"},
    "cut_off": {"my": "စာရင်းပိတ်ရက်", "en": "Cut-off day"},
    "status": {"my": "အခြေအနေ", "en": "Status"},
    "frozen": {"my": "စာရင်းပိတ်စဉ် အခြေအနေ", "en": "Status when closed"},
    "corrected": {"my": "ပြင်ဆင်သည့်ရက်", "en": "Corrected on"},
    "reason": {"my": "အကြောင်းရင်း", "en": "Reason"},
    "asked": {"my": "သတ်မှတ်ထားသည်များ", "en": "What was asked"},
    "done": {"my": "ပြီးမြောက်သည်", "en": "Done"},
    "missing": {"my": "မပြီးမြောက်ပါ", "en": "Not done"},
    "hours": {"my": "သင်ယူမှုနာရီ", "en": "Learning hours"},
    "of": {"my": "အနက်", "en": "of"},
    "carried": {"my": "ယခင်နှစ်မှ ယူလာသည့် နာရီ", "en": "Carried over from the year before"},
    "total": {"my": "စုစုပေါင်း", "en": "Total"},
    "required": {"my": "နှစ်အတွက် သတ်မှတ်ချိန်", "en": "Asked in the year"},
    "what": {"my": "သင်ယူခဲ့သည်", "en": "What was learnt"},
    "kind": {"my": "အမျိုးအစား", "en": "Kind"},
    "day": {"my": "ရက်စွဲ", "en": "Day"},
    "none": {
        "my": "ဤနှစ်အတွက် တာဝန်သတ်မှတ်ချက်ကို စာရင်းမပိတ်ရသေးပါ",
        "en": "No obligation of this year has been closed",
    },
    "check": {"my": "စစ်ဆေးရန်", "en": "Check this statement"},
}
_STATES: dict[str, BilingualText] = {
    "fulfilled": {"my": "ပြည့်မီသည်", "en": "Fulfilled"},
    "partly": {"my": "တစ်စိတ်တစ်ပိုင်း ပြည့်မီသည်", "en": "Partly fulfilled"},
    "not": {"my": "မပြည့်မီပါ", "en": "Not fulfilled"},
    "exempt": {"my": "ကင်းလွတ်ခွင့်ရသည်", "en": "Exempt"},
}
_REASONS: dict[str, BilingualText] = {
    "short": {
        "my": "ကာလ၏ ထက်ဝက်အောက်သာ တာဝန်ထမ်းဆောင်ခဲ့သည်",
        "en": "In service for less than half of the time",
    },
    "nothing": {"my": "ဤအဆင့်အတွက် သင်ယူမှုနာရီ မသတ်မှတ်ပါ", "en": "No hours are asked of this grade"},
    "leave": {"my": "ခွင့်ယူထားသည်", "en": "On leave"},
    "study": {"my": "ပညာသင် သို့မဟုတ် တွဲဖက်တာဝန်ဖြင့် ခွာနေသည်", "en": "Away for studies or on secondment"},
    "other": {"my": "အခြားအကြောင်းရင်း", "en": "Another reason"},
}
_KINDS: dict[str, BilingualText] = {
    "online": {"my": "အွန်လိုင်းသင်တန်းများ", "en": "Online courses"},
    "class": {"my": "စာသင်ခန်းသင်တန်းများ", "en": "Classroom sessions"},
    "workshop": {"my": "အလုပ်ရုံဆွေးနွေးပွဲများ", "en": "Workshops"},
    "mentoring": {"my": "လမ်းညွှန်သင်ကြားမှု", "en": "Mentoring"},
    "own": {"my": "ကိုယ်တိုင်လေ့လာမှု", "en": "Study on one's own"},
}


@cache  # of a file that does not change while the process runs
def _statement_stylesheet() -> CSS:
    return parse_css((ASSETS_DIR / "statement.css").read_text())


def render_statement(facts: dict[str, Any]) -> bytes:
    """Return the unsigned PDF/UA-1 file of the facts."""
    address = f"{facts['issuer']['url']}/verify/{facts['code']}"
    text = render_to_string("certification/statement.html", _statement_words(facts, address))
    square = marks.draw_qr_code(address, light="#ffffff")
    return write_tagged_pdf(
        text,
        _statement_stylesheet(),
        own={"qr.png": square},
        identifier=_statement_identifier(facts),
    )


def _statement_identifier(facts: dict[str, Any]) -> bytes:
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32].encode()


def _statement_words(facts: dict[str, Any], address: str) -> dict[str, Any]:
    fixed = {name: to_bilingual(words) for name, words in _WORDS.items()}
    account, obligation = facts["account"], facts["obligation"]
    return {
        "fixed": fixed,
        "issuer": to_bilingual(facts["issuer"]["names"]),
        "year": {"my": str(facts["year"]).translate(_BURMESE_DIGITS), "en": facts["year"]},
        "rows": list(_head_rows(facts)),
        "status_rows": list(_status_rows(obligation)) if obligation else [],
        "parts": [_part_words(one) for one in obligation["parts"]] if obligation else [],
        "account_rows": list(_account_rows(account)),
        "entries": [_entry_words(one) for one in account["entries"]],
        "code": format_code(facts["code"]),
        "address": address,
        "title": in_language(_WORDS["title"], "my"),
    }


def _head_rows(facts: dict[str, Any]) -> Iterator[tuple[BilingualText, BilingualText]]:
    yield _label("name"), to_bilingual(facts["person"]["names"])
    if facts["staff_number"]:
        yield _label("staff_number"), {"my": facts["staff_number"], "en": ""}
    if facts["agency"]:
        yield _label("agency"), to_bilingual(facts["agency"]["names"])
        yield _label("position"), to_bilingual(facts["position"])
    if facts["grade"] is not None:
        yield _label("grade"), _number_words(facts["grade"])
    first, last = date_words(facts["first_day"]), date_words(facts["last_day"])
    yield _label("period"), {one: f"{first[one]} – {last[one]}" for one in first}
    yield _label("stated_on"), date_words(facts["stated_on"])
    if former := facts["replaces"]:
        day = date_words(former["stated_on"])
        yield _label("replaces"), {one: f"{former['code']} · {day[one]}" for one in day}


def _status_rows(obligation: dict[str, Any]) -> Iterator[tuple[BilingualText, BilingualText]]:
    yield _label("cut_off"), date_words(obligation["cut_off_on"])
    yield _label("status"), to_bilingual(_STATES[obligation["state"]])
    if obligation["exempt_reason"] and obligation["state"] == "exempt":
        yield _label("reason"), to_bilingual(_REASONS[obligation["exempt_reason"]])
    if obligation["corrections"]:
        yield _label("frozen"), to_bilingual(_STATES[obligation["frozen_state"]])
        yield _label("corrected"), date_words(obligation["corrections"][-1]["day"])
    if hours := obligation["hours"]:
        done, asked = _hours_words(hours["total"]), _hours_words(hours["required"])
        yield _label("hours"), {one: f"{done[one]} / {asked[one]}" for one in done}


def _account_rows(account: dict[str, Any]) -> Iterator[tuple[BilingualText, BilingualText]]:
    for kind, minutes in account["kinds"]:
        yield to_bilingual(_KINDS[kind]), _hours_words(minutes)
    if account["carried"]:
        yield _label("carried"), _hours_words(account["carried"])
    yield _label("total"), _hours_words(account["total"])
    if account["required"]:
        yield _label("required"), _hours_words(account["required"])


def _part_words(part: dict[str, Any]) -> dict[str, BilingualText]:
    done = part["done_on"]
    return {
        "title": to_bilingual(part["titles"]),
        "state": _label("done") if done else _label("missing"),
        "day": date_words(done) if done else {"my": "", "en": ""},
    }


def _entry_words(entry: dict[str, Any]) -> dict[str, BilingualText]:
    return {
        "title": to_bilingual(entry["titles"]),
        "kind": to_bilingual(_KINDS[entry["kind"]]),
        "day": date_words(entry["day"]),
        "hours": _hours_words(entry["minutes"]),
    }


def _label(name: str) -> BilingualText:
    return to_bilingual(_WORDS[name])


def _hours_words(minutes: int) -> BilingualText:
    tenths = round(minutes / 6)
    return _number_words(tenths // 10 if tenths % 10 == 0 else tenths / 10)


def _number_words(value: float) -> BilingualText:
    return {"my": str(value).translate(_BURMESE_DIGITS), "en": str(value)}
