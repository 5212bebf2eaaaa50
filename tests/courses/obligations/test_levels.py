"""The nearest agency's word counts, and of its words the one that names most."""

import datetime as dt

import pytest

from courses.models import YearlyObligation
from courses.obligations.levels import (
    PostFacts,
    count_reached,
    list_rivals,
    load_obligations,
    pick_obligation,
)
from people.models import Agency
from tests.courses.obligations.factories import CUT_OFF, make_member, make_obligation
from tests.people.factories import AgencyFactory, ChargeFactory

CLERK = {"my": "စာရေး", "en": "Clerk"}
WORDS = {"cut_off_on": CUT_OFF, "year": 2025}


def draft(agency, **fields):
    return YearlyObligation(agency=agency, **WORDS | fields)


@pytest.mark.any_database
def test_nearer_and_narrower_words_come_first():
    ministry = Agency(path="0001", depth=1)
    office = Agency(path="00010001", depth=2)
    above = draft(ministry)
    graded = draft(ministry, lowest_grade=5, highest_grade=8)
    clerks = draft(ministry, lowest_grade=5, highest_grade=8, position="clerk")
    near = draft(office, unit_kind="township")
    rules = [above, graded, clerks, near]
    post = PostFacts("00010002", "department", 6, {"en": "Officer"})
    assert pick_obligation(rules, post) is graded
    assert pick_obligation(rules, PostFacts("00010002", "department", 6, CLERK)) is clerks
    assert pick_obligation(rules, PostFacts("00010002", "department", None, CLERK)) is above
    assert pick_obligation(rules, PostFacts("00010001", "township", 6, CLERK)) is near
    assert pick_obligation(rules, PostFacts("00010001", "district", 9, {})) is above
    assert pick_obligation(rules, PostFacts("0002", "district", 9, {})) is None


@pytest.mark.any_database
def test_a_year_that_was_cut_off_before_claims_nobody():
    ministry, office = Agency(path="0001", depth=1), Agency(path="00010001", depth=2)
    early = draft(office, cut_off_on=CUT_OFF - dt.timedelta(days=90))
    late = draft(ministry)
    post = PostFacts("00010001", "township", 6, {})
    assert pick_obligation(list_rivals([early, late], early), post) is early
    assert pick_obligation(list_rivals([early, late], late), post) is late


@pytest.mark.django_db
def test_reach_counts_main_postings_whom_no_nearer_word_names():
    ministry = AgencyFactory(kind="ministry")
    office = AgencyFactory(parent=ministry)
    for grade in (3, 7, None):
        make_member(ministry, grade=grade)
    make_member(office)
    ChargeFactory(agency=ministry)
    whole = make_obligation(ministry)
    assert count_reached(whole) == 4
    make_obligation(office)
    assert count_reached(whole) == 3
    narrow = make_obligation(ministry, lowest_grade=5, highest_grade=9)
    assert count_reached(narrow) == 1
    # Not saved yet it is the last word, as it will be: of as many names the later one counts.
    assert count_reached(draft(ministry, lowest_grade=6, highest_grade=12)) == 1
    assert len(load_obligations(2025)) == 3
    assert load_obligations(2024) == []
