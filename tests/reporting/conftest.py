"""A small ministry with figures, and the people who may read them."""

import datetime as dt
import pickle
from types import SimpleNamespace

import pytest

from people.models import Role
from reporting.months import Month, lock_month
from tests.certification.signing_environment import use_machinery
from tests.database import connected_to, written_database
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import LevelFactory, PhaseFactory, SkillFactory, TargetFactory
from tests.reporting.factories import EvidenceFactory

DAY = dt.date(2026, 11, 23)


def build_house():
    """Root → MOHA → GAD → two townships; MOE beside. Two of five in MOHA hold the skill."""
    root = AgencyFactory(code="MM", names={"my": "အစိုးရ", "en": "Government"})
    moha = AgencyFactory(parent=root, code="MOHA", names={"my": "ပြည်ထဲရေး", "en": "Home Affairs"})
    gad = AgencyFactory(parent=moha, code="GAD", names={"my": "ထွေအုပ်", "en": "General Admin"})
    north = AgencyFactory(parent=gad, code="GAD-N", names={"my": "မြောက်", "en": "North Office"})
    south = AgencyFactory(parent=gad, code="GAD-S", names={"my": "တောင်", "en": "South Office"})
    moe = AgencyFactory(parent=root, code="MOE", names={"my": "ပညာရေး", "en": "Education"})
    skill = SkillFactory(code="DC3-4.2", names={"my": "ကာကွယ်ခြင်း", "en": "Protecting data"})
    for number in (2, 4):
        LevelFactory(framework=skill.framework, number=number)
    people = [PostingFactory(agency=agency).person for agency in (moha, gad, north, north, south)]
    for person, agency in ((people[2], north), (people[4], south)):
        EvidenceFactory(person=person, skill=skill, agency=agency)
    target = TargetFactory(agency=moha, skill=skill, headcount=4)
    TargetFactory(agency=north, skill=skill, headcount=2, phase=PhaseFactory(number=1))
    hr = RoleFactory(agency=moha, kind=Role.Kind.HR, person=PersonFactory(username="hr")).person
    township = RoleFactory(agency=north, person=PersonFactory(username="hr-township")).person
    return SimpleNamespace(
        root=root, moha=moha, gad=gad, north=north, south=south, moe=moe,
        skill=skill, people=people, target=target, hr=hr, township=township,
    )  # fmt: skip


@pytest.fixture(scope="session")
def built(request, django_db_setup, django_db_blocker):
    """The database of the house, and how to get the house: built once a run, in forty rows."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with (
        django_db_blocker.unblock(),
        written_database(f"{worker}_house", build_house) as (name, made),
        django_db_blocker.block(),
    ):
        yield name, pickle.dumps(made)


@pytest.fixture
def ground(request):
    """A test that asks for the house works in its database."""
    if "house" not in request.fixturenames:
        yield
        return
    with connected_to(request.getfixturevalue("built")[0]):
        yield


@pytest.fixture
def _django_db_helper(ground, _django_db_helper):
    """The ground comes before the transaction of the test, however that is asked for."""


@pytest.fixture
def house(db, built):
    """A copy for each test: what it does to the rows in its hands is its own."""
    return pickle.loads(built[1])  # noqa: S301


@pytest.fixture
def as_hr(house, client):
    client.force_login(house.hr)
    return client


@pytest.fixture
def as_township(house, client):
    client.force_login(house.township)
    return client


@pytest.fixture
def last_month(settings, machinery_folder):
    """The month that ended last, with the keys to sign it."""
    use_machinery(settings, machinery_folder)
    return Month.last_ended()


@pytest.fixture
def secretaries(house):
    """Two of the national secretariat."""
    people = [PersonFactory(username=name) for name in ("first", "second")]
    for person in people:
        RoleFactory(agency=house.root, kind=Role.Kind.SECRETARIAT, person=person)
    return people


@pytest.fixture
def locked(house, last_month):
    return lock_month(last_month)
