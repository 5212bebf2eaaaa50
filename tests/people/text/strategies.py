"""Hypothesis strategies of Burmese text: as it is typed, and as reference data spells it."""

import csv

from django.conf import settings
from hypothesis import strategies as st

signs = st.characters(min_codepoint=0x1000, max_codepoint=0x109F)
strays = st.sampled_from("\u200b\u200c\u00a0 \t\r\nabé7၀၇ဝရ")
typed = st.text(signs | strays | st.characters(), max_size=40)


def reference_words():
    for file, column in (("mm_townships", "my_name"), ("ministries", "name_my")):
        path = settings.BASE_DIR / "data" / "reference" / f"{file}.csv"
        with path.open(encoding="utf-8") as lines:
            yield from (row[column] for row in csv.DictReader(lines))


WORDS = sorted(set(reference_words()))
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True).map("".join)
