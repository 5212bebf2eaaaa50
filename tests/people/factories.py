"""Agencies, persons, postings and roles for tests."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from people.models import AdditionalPosting, Agency, Person, Posting, Role


class AgencyFactory(DjangoModelFactory):
    """A root by default; ``parent=`` puts it under another."""

    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"A{n}")
    kind = Agency.Kind.DEPARTMENT
    names = factory.LazyAttribute(lambda o: {"my": f"ဌာန {o.code}", "en": f"Agency {o.code}"})

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent = kwargs.pop("parent", None)
        return parent.add_child(**kwargs) if parent else model_class.add_root(**kwargs)


def _address_of(stub):
    return getattr(stub, "email", "").lower()


class PersonFactory(DjangoModelFactory):
    """An official with the password ``demo``."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        citizen = factory.Trait(audience=Person.Audience.CITIZEN, staff_number=None)
        # The address is theirs, and so it gets letters for a new password.
        reachable = factory.Trait(confirmed_email=factory.LazyAttribute(_address_of))
        admin = factory.Trait(is_staff=True, is_superuser=True)

    username = factory.Sequence(lambda n: f"person{n}")
    staff_number = factory.Sequence(lambda n: f"S{n:06d}")
    honorific = "daw"
    name_my = "ခင်မျိုးသန္တာ"
    name_en = "Khin Myo Thandar"
    is_name_confirmed = True
    password = factory.django.Password("demo")


class PostingFactory(DjangoModelFactory):
    class Meta:
        model = Posting

    person = factory.SubFactory(PersonFactory)
    agency = factory.SubFactory(AgencyFactory)
    position = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}
    grade = 7
    valid_from = dt.date(2024, 1, 1)


class ChargeFactory(DjangoModelFactory):
    """A further charge, of somebody who is posted elsewhere unless the test says who."""

    class Meta:
        model = AdditionalPosting

    agency = factory.SubFactory(AgencyFactory)
    person = factory.LazyAttribute(lambda o: PostingFactory(person__password="!").person)
    position = {"my": "ဌာနမှူး", "en": "Head of Office"}
    share = 30
    valid_from = dt.date(2024, 1, 1)
    why = "The post is vacant"
    given_by = factory.SelfAttribute("person")
    given_at = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    class Params:
        expired = factory.Trait(valid_to=dt.date(2022, 1, 1))

    person = factory.SubFactory(PersonFactory)
    agency = factory.SubFactory(AgencyFactory)
    kind = Role.Kind.HR
