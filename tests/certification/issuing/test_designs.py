"""Which design an award is printed on: of its kind, the nearest agency's, the newest then."""

import datetime as dt
from dataclasses import replace

import pytest

from certification.designs.drafts import publish_draft, retire_design, save_draft
from certification.facts.awards import award_from_enrolment
from certification.issuing.designs import select_design
from tests.certification.design_factories import make_design, make_draft
from tests.certification.factories import completed_enrolment, make_office

pytestmark = pytest.mark.slow

BEFORE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def publish(design, at=BEFORE):
    save_draft(design, make_draft(design.kind), by=None)
    return publish_draft(design, at=at)


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def award(office):
    return award_from_enrolment(completed_enrolment(office=office))


def test_without_any_design_it_is_the_built_in_one(award):
    assert select_design(award) is None


def test_the_newest_version_serves(award):
    design = make_design()
    publish(design)
    newest = publish(design, BEFORE + DAY)
    assert select_design(award) == newest


def test_a_design_of_another_kind_does_not_serve(award):
    publish(make_design(kind="classroom"))
    assert select_design(award) is None


def test_a_nearer_agency_comes_before_a_newer_version(award, office):
    own = publish(make_design("own", agency=office))
    publish(make_design("ministry", agency=office.get_parent()), BEFORE + DAY)
    publish(make_design("national"), BEFORE + 2 * DAY)
    assert select_design(award) == own


def test_a_design_that_the_course_names_comes_before_the_nearest_while_it_serves(award, office):
    own, named = publish(make_design("own", agency=office)), make_design("named")
    version = publish(named)
    award.course.certificate_design = "named"
    assert select_design(award) == version
    retire_design(named)
    assert select_design(award) == own


def test_the_design_of_an_agency_elsewhere_does_not_serve(award):
    publish(make_design("elsewhere", agency=make_office()))
    assert select_design(award) is None


def test_a_citizen_without_an_agency_has_the_design_of_the_nation(award, office):
    publish(make_design("own", agency=office), BEFORE + DAY)
    national = publish(make_design("national"))
    assert select_design(replace(award, agency=None)) == national


def test_a_moment_of_the_past_has_the_design_of_that_moment(award):
    design = make_design()
    first = publish(design)
    second = publish(design, BEFORE + 2 * DAY)
    retire_design(design, at=BEFORE + 4 * DAY)
    days = (-1, 0, 1, 2, 3, 4)
    served = [select_design(award, at=BEFORE + day * DAY) for day in days]
    assert served == [None, first, first, second, second, None]
