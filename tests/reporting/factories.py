"""Makes evidence of skills for tests; see the factories of people and plan for the rest."""

import datetime as dt

import factory

from certification.models import Evidence
from tests.people.factories import PersonFactory
from tests.plan.factories import SkillFactory


class EvidenceFactory(factory.django.DjangoModelFactory):
    """An imported record; the agency is where the person learnt it."""

    class Meta:
        model = Evidence

    class Params:
        revoked = factory.Trait(revoked_on=dt.date(2026, 1, 1))
        expired = factory.Trait(expires_on=dt.date(2026, 1, 1))

    person = factory.SubFactory(PersonFactory)
    skill = factory.SubFactory(SkillFactory)
    level = 2
    kind = Evidence.Kind.IMPORTED
    source = factory.Sequence("record {}".format)
    acquired_on = dt.date(2025, 6, 1)
