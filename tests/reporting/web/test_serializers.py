"""What the API says of a figure: public names, however the code calls them."""

import datetime as dt

import pytest

from plan.models import Target
from reporting.web.serializers import AgencySerializer, SkillSerializer, TargetSerializer
from tests.people.factories import AgencyFactory
from tests.plan.factories import SkillFactory


@pytest.mark.django_db
def test_names_come_in_all_their_languages():
    agency = AgencyFactory(code="MOE", names={"my": "ပညာရေး", "en": "Education"})
    told = AgencySerializer(agency).data
    assert told["names"] == {"my": "ပညာရေး", "en": "Education"}
    assert (told["code"], told["depth"], told["valid_to"]) == ("MOE", 1, None)
    skill = SkillFactory(code="DC3-4.2")
    assert SkillSerializer(skill).data == {"code": "DC3-4.2", "names": skill.names}


def test_a_target_always_counts_who_holds_the_skill_now():
    assert TargetSerializer().get_measure(Target()) == "held"


def test_a_day_stays_a_day():
    field = AgencySerializer().fields["valid_from"]
    assert field.to_representation(dt.date(2026, 3, 2)) == "2026-03-02"
