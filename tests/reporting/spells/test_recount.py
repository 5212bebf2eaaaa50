"""A recount finds what differs from the facts, whatever went wrong, and mends it."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from certification.models import Evidence
from people.models import Person, Posting
from reporting.models import Spell, StalePerson, TallyAgency, TallyCell, TallyTotal
from reporting.spells import fold_all, recount_figures, refresh_tallies
from reporting.spells.recount import find_figure_problems
from tests.reporting.conftest import DAY

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=1)


@pytest.fixture
def counted(house, small_sums):
    fold_all()
    refresh_tallies()
    assert TallyCell.objects.exists()
    assert recount_figures().is_right
    return house


def shift_a_sum(house):
    TallyCell.objects.filter(tally__unit=house.moha).update(change=F("change") + 1)


def lose_a_sum(house):
    TallyCell.objects.filter(tally__unit=house.moha).latest("pk").delete()


def shift_a_total(house):
    wrong = {"before_month": F("before_month") + 1, "on_day": F("on_day") + 1}
    TallyTotal.objects.filter(tally__unit=house.moha).update(**wrong)


def add_up_another_agency(house):
    TallyAgency.objects.filter(tally__unit=house.moha, agency=house.north).update(agency=house.moe)


def forget_an_agency_in_which_nobody_is(house):
    TallyAgency.objects.filter(tally__unit=house.root, agency=house.moe).delete()


def start_a_spell_late(house):
    Spell.objects.filter(person=house.people[2]).update(starts_on=LATER)


def end_a_spell(house):
    Spell.objects.filter(person=house.people[2]).update(ends_on=LATER)


def count_a_spell_twice(house):
    spell = Spell.objects.filter(person=house.people[2]).latest("pk")
    spell.pk = None
    spell.save()


def lose_the_note_of_a_change(house):
    Evidence.objects.filter(person=house.people[2]).update(revoked_on=DAY)
    StalePerson.objects.all().delete()


def lose_the_note_of_a_deletion(house):
    for rows in (Evidence, Posting, Person):
        whose = {"pk" if rows is Person else "person": house.people[2].pk}
        rows.objects.filter(**whose).delete()
    StalePerson.objects.all().delete()


def change_a_fact_without_triggers(house):
    changed = Evidence.objects.filter(person=house.people[2])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            changed.update(level=4)
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            cursor.execute("DROP TRIGGER certification_evidence_notes_update")
            changed.update(level=4)
    assert not StalePerson.objects.exists()


WRONG_SUMS = [shift_a_sum, lose_a_sum, shift_a_total, add_up_another_agency]
WRONG_PEOPLE = [
    *(start_a_spell_late, end_a_spell, count_a_spell_twice),
    *(lose_the_note_of_a_change, lose_the_note_of_a_deletion, change_a_fact_without_triggers),
]


@pytest.mark.parametrize("fault", [*WRONG_SUMS, forget_an_agency_in_which_nobody_is])
def test_a_fault_of_sums_is_an_alarm_and_is_mended(counted, caplog, fault):
    fault(counted)
    [wrong] = recount_figures().units
    unit = counted.root if fault is forget_an_agency_in_which_nobody_is else counted.moha
    assert wrong == unit.pk
    assert_alarmed_and_mended(caplog, "0 people and 1 units")


@pytest.mark.parametrize("fault", WRONG_PEOPLE)
def test_a_fault_of_spells_is_an_alarm_and_is_mended(counted, caplog, fault):
    wrong = counted.people[2].pk
    fault(counted)
    assert recount_figures().people == (wrong,)
    assert_alarmed_and_mended(caplog, "1 people and . units")


def assert_alarmed_and_mended(caplog, told):
    caplog.clear()
    with pytest.raises(CommandError, match=f"{told} differ .* --mend"):
        call_command("recount_figures")
    [alarm] = [line for line in caplog.records if line.levelname == "ERROR"]
    assert "Figures differ from the facts" in alarm.message
    assert find_figure_problems()
    call_command("recount_figures", "--mend")
    assert find_figure_problems() == []
    call_command("recount_figures")
    assert not StalePerson.objects.exists()


def test_who_is_stale_is_not_wrong(counted):
    counted.people[2].postings.update(valid_from=DAY)
    assert recount_figures().is_right
