"""What the API says of a figure: public names, however the code calls them."""

import datetime as dt

import pytest

from reporting.figures.targets import list_target_rows
from reporting.insights.planning import TargetOutlook
from reporting.web.api.serializers import AgencySerializer, SkillSerializer, TargetSerializer
from tests.people.factories import AgencyFactory, RoleFactory
from tests.plan.factories import SkillFactory, TargetFactory


@pytest.mark.django_db
def test_names_come_in_all_their_languages():
    agency = AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"})
    told = AgencySerializer(agency).data
    assert told["names"] == {"my": "ပညာရေး", "en": "Education"}
    assert (told["code"], told["depth"], told["valid_to"]) == ("MOE", 1, None)
    skill = SkillFactory(code="DC3-4.2")
    assert SkillSerializer(skill).data == {"code": "DC3-4.2", "names": skill.names}


@pytest.mark.django_db
@pytest.mark.parametrize(("measure", "with_below"), [("held", True), ("trained", False)])
def test_a_target_says_what_it_counts(measure, with_below):
    target = TargetFactory(measure=measure, with_below=with_below)
    viewer = RoleFactory(agency=target.agency).person
    [row] = list_target_rows(viewer, target.agency, day=dt.date(2026, 11, 23))
    told = TargetSerializer(TargetOutlook(row, 0, None)).data
    assert (told["measure"], told["with_below"], told["plan"]) == (measure, with_below, "MEGP2030")


def test_a_day_stays_a_day():
    field = AgencySerializer().fields["valid_from"]
    assert field.to_representation(dt.date(2026, 3, 2)) == "2026-03-02"
