"""What the letters say, in both languages, with numbers in the reader's digits."""

import pytest
from django.utils import translation

from people.messaging import render_message
from people.models import Message

pytestmark = pytest.mark.any_database

TITLES = {"my": "ကိုယ်ရေးအချက်အလက်", "en": "Personal data"}
FACTS = {
    "duties": {
        "duties": [
            {"titles": TITLES, "due": "2026-11-20", "late": 9},
            {"titles": TITLES, "due": "2026-12-20", "late": 0},
            {"titles": TITLES, "due": None, "late": 0},
        ],
        "more": 2,
        "address": "/en/learn/",
    },
    "duties_late": {
        "units": [{"agency": {"my": "ရုံး", "en": "Office"}, "count": 3}],
        "address": "/en/office/duties/",
    },
    "duty_asked": {"titles": TITLES, "names": {"my": "မခင်", "en": "Khin"}, "address": "/en/"},
    "duty_granted": {"titles": TITLES, "until": "2027-01-05", "answer": "", "address": "/en/"},
    "duty_declined": {"titles": TITLES, "until": None, "answer": "No.", "address": "/en/"},
    "duty_undone": {"titles": TITLES, "until": None, "answer": "", "address": "/en/"},
}
SAID = {
    "duties": ["9 days late", "due on 20 December 2026", "recommended", "and 2 more"],
    "duties_late": ["Office: 3 people"],
    "duty_asked": ["Khin"],
    "duty_granted": ["until 5 January 2027"],
    "duty_declined": ["due as before", "No."],
    "duty_undone": ["waits again"],
}


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("language", ["my", "en"])
def test_each_letter_reads_well(kind, language):
    with translation.override(language):
        words = render_message(Message(kind=f"courses/{kind}", facts=FACTS[kind]))
    text = "\n".join((words.subject, *words.paragraphs))
    if language == "en":
        assert all(part in text for part in SAID[kind]), text
    else:
        assert not set("0123456789") & set(text.replace("/my/", ""))
    assert "  " not in text
