"""Whoever is to close an agency reads how many audiences it keeps."""

import pytest
from django.utils import timezone

from people.agencies.impact import describe_impact
from people.audiences import PeopleRule
from people.audiences.keeping import keep_audience, retire_audience
from tests.people.factories import RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_audiences_in_use_are_counted(tree, english):
    hr = RoleFactory(agency=tree["MOHA"], kind="hr").person
    kept = [keep_audience(tree["GAD"], {"en": "A"}, PeopleRule(), by=hr) for _number in range(2)]
    assert "2 audiences kept here" in describe_impact([tree["GAD"]], timezone.localdate())
    for audience in kept:
        retire_audience(audience, by=hr)
    assert not [
        one for one in describe_impact([tree["GAD"]], timezone.localdate()) if "aud" in one
    ]
