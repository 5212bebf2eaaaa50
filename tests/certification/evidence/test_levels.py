"""What a person holds on a day."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from certification.evidence.levels import highest_levels
from certification.evidence.recording import record_imported, record_test_result
from certification.evidence.writing import EvidenceEntry
from certification.models import Evidence
from tests.certification.factories import make_skill
from tests.people.factories import PersonFactory
from tests.plan.factories import LevelFactory, SkillFactory

DAY = dt.date(2026, 3, 1)


def test_the_highest_level_that_counts_on_the_day_is_held_in_one_query(
    db, django_assert_num_queries
):
    person, skill, other = PersonFactory(), make_skill(), SkillFactory(code="DC3-1.1")
    for number in (1, 3):
        LevelFactory(framework=skill.framework, number=number)
    record_test_result(person, skill, 2, on=DAY, source="a")
    record_test_result(person, skill, 3, on=DAY, source="b", expires_on=DAY + dt.timedelta(10))
    late = DAY + dt.timedelta(5)
    record_imported([EvidenceEntry("imported", person.pk, other.pk, 1, late, "c")])
    record_test_result(PersonFactory(), other, 3, on=DAY, source="d")
    with django_assert_num_queries(1):
        assert highest_levels(person, DAY) == {skill.pk: 3}
    assert highest_levels(person, DAY + dt.timedelta(9)) == {skill.pk: 3, other.pk: 1}
    assert highest_levels(person, DAY + dt.timedelta(10)) == {skill.pk: 2, other.pk: 1}
    assert highest_levels(person, DAY - dt.timedelta(1)) == {}


offsets = st.integers(0, 12)
lengths = st.none() | st.integers(1, 8)
rows = st.tuples(
    st.sampled_from(Evidence.Kind.values), st.integers(1, 3), offsets, lengths, lengths
).filter(lambda row: row[0] != "certificate")


class HeldIsTheHighestOfWhatCountsOnTheDay(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(rows, max_size=6), st.integers(-1, 22))
    def test_on_any_day(self, rows, day):
        person, skill = PersonFactory(), SkillFactory()
        begin = dt.timedelta(1) * day + DAY
        levels = []
        for number, (kind, level, start, valid, until) in enumerate(rows):
            ends = [start + length for length in (valid, until) if length is not None]
            Evidence.objects.create(
                **{"person": person, "skill": skill, "level": level, "kind": kind},
                source=str(number),
                acquired_on=DAY + dt.timedelta(start),
                expires_on=valid and DAY + dt.timedelta(start + valid),
                revoked_on=until and DAY + dt.timedelta(start + until),
            )
            counts = kind not in ("self_claim", "diagnostic")
            if counts and start <= day and all(day < end for end in ends):
                levels.append(level)
        expected = {skill.pk: max(levels)} if levels else {}
        assert highest_levels(person, begin) == expected
