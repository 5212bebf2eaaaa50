"""A further office has a share of somebody, as long as they serve; no figure counts it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.messaging import render_message
from people.models import AdditionalPosting, Posting, PostingAct, Role
from people.postings.acts import PostingCorrection, correct_service, move_person
from people.postings.charges import (
    ChargeOutOfService,
    ChargeOver,
    ChargeTerms,
    ChargeTwice,
    SharesExceeded,
    cancel_charge,
    correct_charge,
    end_charge,
    give_charge,
    share_of_main,
)
from people.postings.recording import NothingToTakeBack, PersonOutOfReach, take_posting_act_back
from people.postings.writing import PostingOutOfOrder
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db  # rows are locked, and no two may overlap
CLERK = {"en": "Clerk"}
BEGUN = dt.date(2024, 6, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def above(db):
    return AgencyFactory()


@pytest.fixture
def home(above):
    return AgencyFactory(parent=above)


@pytest.fixture
def other(above):
    return AgencyFactory(parent=above)


@pytest.fixture
def person(home):
    return PostingFactory(agency=home, person__password="!").person


def manager(agency):
    return RoleFactory(agency=agency, kind=Role.Kind.HR, person__password="!").person


@pytest.fixture
def boss(above):
    return manager(above)


def give(person, agency, by, *, share=30, first=BEGUN, end=None):
    return give_charge(person, agency, ChargeTerms(CLERK, share, first, end), by=by, why="few")


def ends(charge):
    charge.refresh_from_db()
    return charge.valid_to


def test_the_main_posting_keeps_the_rest_and_counts_alone(person, other, boss):
    charge = give(person, other, boss)
    today = timezone.localdate()
    assert share_of_main([charge], today) == 70
    assert Posting.objects.counted_on(today).count() == 1
    assert not Posting.objects.filter(agency=other).exists()


@pytest.mark.parametrize("manages", ["home", "other"])
def test_one_of_the_two_offices_gives_nothing_alone(manages, person, home, other):
    by = manager({"home": home, "other": other}[manages])
    with pytest.raises(PersonOutOfReach):
        give(person, other, by)


@pytest.mark.parametrize("manages", ["home", "other"])
def test_each_of_the_two_offices_ends_it_and_takes_that_back(manages, person, home, other, boss):
    charge = give(person, other, boss)
    by = manager({"home": home, "other": other}[manages])
    with pytest.raises(PersonOutOfReach):
        correct_charge(charge, ChargeTerms(CLERK, 90, BEGUN), by=by, reason="more")
    end_charge(charge, day=timezone.localdate(), by=by, reason="over")
    assert ends(charge) == timezone.localdate()
    take_posting_act_back(person, by=by)
    assert AdditionalPosting.objects.get(person=person).valid_to is None
    told = person.messages.filter(kind="people/charge_acted").order_by("pk")
    acts = [message.facts["act"]["en"] for message in told]
    assert acts == [
        "Additional charge given",
        "Additional charge ended",
        "Act on an additional charge taken back",
    ]
    assert other.name in render_message(told[0]).paragraphs[0]


def test_who_acts_for_the_further_office_is_kept_under_both_names(person, other, boss):
    charge, lender = give(person, other, boss), manager(other)
    valid_to = timezone.localdate() + DAY
    deputy = RoleFactory(
        agency=other, acting_for=lender, valid_to=valid_to, person__password="!"
    ).person
    end_charge(charge, day=timezone.localdate(), by=deputy, reason="over")
    take_posting_act_back(person, by=deputy)
    for action in ("person.end_charge", "person.take_charge_back"):
        entry = ModelLogEntry.objects.get(action=action)
        assert [one["id"] for one in entry.data["acting_for"]] == [lender.pk]
        assert entry.data["changes"][0]["field"] == "additional_postings"


def test_an_office_that_has_nothing_to_do_with_it_ends_nothing(person, other, boss, above):
    charge = give(person, other, boss)
    with pytest.raises(PersonOutOfReach):
        end_charge(
            charge, day=timezone.localdate(), by=manager(AgencyFactory(parent=above)), reason="x"
        )


def test_nobody_gives_themselves_a_charge(home, other, above):
    boss = manager(above)
    PostingFactory(person=boss, agency=home)
    with pytest.raises(PersonOutOfReach):
        give(boss, other, boss)


def test_all_charges_of_a_day_leave_something_of_the_main_posting(person, home, other, boss):
    third = AgencyFactory(parent=home)
    give(person, other, boss, share=60, first=BEGUN + 10 * DAY)
    with pytest.raises(SharesExceeded) as refused:
        give(person, third, boss, share=40, end=BEGUN + 20 * DAY)
    assert refused.value.args == (BEGUN + 10 * DAY, 39)
    give(person, third, boss, share=40, end=BEGUN + 10 * DAY)


def test_nobody_has_two_charges_in_one_office_on_a_day(person, other, boss):
    charge = give(person, other, boss, end=BEGUN + 10 * DAY)
    with pytest.raises(ChargeTwice):
        give(person, other, boss, first=BEGUN + 9 * DAY)
    give(person, other, boss, first=BEGUN + 10 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdditionalPosting.objects.filter(pk=charge.pk).update(
            planned_to=BEGUN + 11 * DAY, valid_to=BEGUN + 11 * DAY
        )


def test_who_does_not_serve_on_its_first_day_gets_no_charge(person, other, boss):
    with pytest.raises(ChargeOutOfService):
        give(person, other, boss, first=dt.date(2023, 12, 31))


def test_a_move_to_another_office_keeps_the_charge(person, other, boss, above):
    charge = give(person, other, boss)
    move_person(
        person, AgencyFactory(parent=above), position=CLERK, day=timezone.localdate(), by=boss
    )
    assert ends(charge) is None
    take_posting_act_back(person, by=boss)
    assert AdditionalPosting.objects.get(person=person) == charge


def test_a_posting_begins_no_later_than_the_charges_beside_it(person, other, boss):
    charge = give(person, other, boss)
    correction = PostingCorrection(BEGUN + DAY, None, CLERK, None)
    with pytest.raises(PostingOutOfOrder) as refused:
        correct_service(person.postings.get(), correction, by=boss, reason="x")
    assert refused.value.args == (BEGUN,)
    assert ends(charge) is None


def test_an_end_is_not_before_the_beginning_nor_after_the_end(person, other, boss):
    charge = give(person, other, boss, end=BEGUN + 10 * DAY)
    for day in (BEGUN, BEGUN + 11 * DAY):
        with pytest.raises(ChargeOver):
            end_charge(charge, day=day, by=boss, reason="x")
    end_charge(charge, day=BEGUN + 10 * DAY, by=boss, reason="x")
    assert PostingAct.objects.filter(kind=PostingAct.Kind.CHARGE_END).count() == 0


def test_only_what_has_not_begun_is_cancelled(person, home, other, boss):
    charge = give(person, other, boss)
    with pytest.raises(NothingToTakeBack):
        cancel_charge(charge, by=boss)
    planned = give(person, home, boss, first=timezone.localdate() + DAY)
    cancel_charge(planned, by=boss)
    assert list(AdditionalPosting.objects.all()) == [charge]


def test_a_correction_keeps_what_was_written_before(person, other, boss):
    charge = give(person, other, boss)
    correct_charge(charge, ChargeTerms({"en": "Head"}, 45, BEGUN + DAY), by=boss, reason="typed")
    charge.refresh_from_db()
    assert (charge.share, charge.position) == (45, {"en": "Head"})
    act = PostingAct.objects.last()
    assert (act.reason, act.before[-1]["share"], act.after[-1]["share"]) == ("typed", 30, 45)


def test_an_administrator_gives_one_across_ministries(person):
    admin = PersonFactory(admin=True, password="!")
    assert give(person, AgencyFactory(), admin).share == 30
