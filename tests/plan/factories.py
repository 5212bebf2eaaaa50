"""Makes frameworks, skills, plans and targets for tests."""

import datetime as dt

import factory

from plan.models import Clause, Framework, Level, Phase, Plan, RoleProfile, Skill, Target
from plan.positions import position_key
from tests.people.factories import AgencyFactory


class FrameworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Framework
        django_get_or_create = ("code",)

    code = "DC3"
    names = {"my": "DigComp 3.0", "en": "DigComp 3.0"}


class LevelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Level
        django_get_or_create = ("framework", "number")

    framework = factory.SubFactory(FrameworkFactory)
    number = 2
    names = factory.LazyAttribute(
        lambda level: (
            {"my": "အခြေခံ", "en": "Basic"}
            if level.number <= 2
            else {"my": "အလယ်အလတ်", "en": "Intermediate"}
        )
    )


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Skill
        django_get_or_create = ("code",)

    framework = factory.SubFactory(FrameworkFactory)
    code = factory.Sequence("DC3-9.{}".format)
    names = factory.LazyAttribute(lambda skill: {"my": f"ကျွမ်းကျင်မှု {skill.code}", "en": skill.code})
    area = factory.SubFactory(
        "tests.plan.factories.SkillFactory",
        code="DC3-9",
        names={"my": "နယ်ပယ်", "en": "Area"},
        area=None,
    )


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan
        django_get_or_create = ("code",)

    code = "MEGP2030"
    names = {"my": "စီမံကိန်း", "en": "The plan"}
    in_force_on = dt.date(2020, 1, 1)


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phase
        django_get_or_create = ("plan", "number")

    plan = factory.SubFactory(PlanFactory)
    number = 1
    names = {"my": "ကာလတို", "en": "Short term"}
    starts_on = dt.date(2024, 1, 1)
    ends_on = dt.date(2026, 12, 31)


class ClauseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Clause
        django_get_or_create = ("plan", "code")

    plan = factory.SubFactory(PlanFactory)
    code = "2.1"
    names = {"my": "အပိုဒ်", "en": "Every official works safely"}


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    phase = factory.SubFactory(PhaseFactory)
    clause = factory.SubFactory(ClauseFactory)
    agency = factory.SubFactory(AgencyFactory)
    skill = factory.SubFactory(SkillFactory)
    level = 2
    headcount = 10
    due_on = dt.date(2026, 12, 31)
    baseline = 1
    baseline_on = dt.date(2025, 1, 1)
    source = "sample"
    is_sample = True


class RoleProfileFactory(factory.django.DjangoModelFactory):
    """Asks nothing by default; ``asks=[(skill, level, minimum)]`` gives it requirements."""

    class Meta:
        model = RoleProfile
        skip_postgeneration_save = True

    position = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}
    position_key = factory.LazyAttribute(lambda profile: position_key(profile.position))
    agency = factory.SubFactory(AgencyFactory)
    valid_from = dt.date(2024, 1, 1)

    @factory.post_generation
    def asks(profile, create, extracted, **kwargs):  # noqa: N805
        for skill, level, minimum in extracted or ():
            profile.requirements.create(skill=skill, level=level, minimum=minimum)
