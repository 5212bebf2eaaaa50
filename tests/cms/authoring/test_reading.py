"""How long a text is read: by syllables in Burmese, by words elsewhere."""

from hypothesis import given
from hypothesis import strategies as st

from cms.authoring import estimate_minutes
from cms.authoring.reading import measure_text

SYLLABLES = st.lists(st.sampled_from(["က", "ကို", "ယ်", "အ", "ချက်", "လက်"]), min_size=1)


def test_burmese_is_counted_by_syllables_and_the_rest_by_words():
    assert measure_text("ကိုယ်ရေးအချက်အလက်") == (6, 0)
    assert measure_text("Don't send e-mail: ကိုယ်ရေး (PDF)") == (2, 4)
    assert measure_text("") == (0, 0)


@given(SYLLABLES)
def test_spaces_that_burmese_writes_or_not_change_nothing(parts):
    run = "".join(["က", *parts])
    assert measure_text(run)[0] == measure_text(run + "။ ")[0]
    assert measure_text(f"{run} {run}")[0] == 2 * measure_text(run)[0]


def test_nothing_takes_a_minute_and_more_takes_longer():
    assert estimate_minutes("") == 1
    assert estimate_minutes("word " * 1300) == 10
    assert estimate_minutes("က " * 2500) == 10
