import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from people.access import agencies_for, has_role, has_role_over
from people.models import Agency, Person, Role
from people.postings.recording import may_act_on
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db

HR, TRAINER = Role.Kind.HR, Role.Kind.TRAINER


def codes(agencies):
    return {agency.code for agency in agencies}


def test_a_role_reaches_down_and_neither_up_nor_aside(tree):
    person = RoleFactory(agency=tree["MOHA"]).person
    assert codes(agencies_for(person, HR)) == {"MOHA", "GAD", "GAD-T1"}
    assert codes(Agency.objects.visible_to(person)) == {"MOHA", "GAD", "GAD-T1"}
    assert has_role_over(person, HR, tree["GAD-T1"])
    assert not has_role_over(person, HR, tree["MM"])
    assert not has_role_over(person, HR, tree["MOE"])
    assert not has_role_over(person, TRAINER, tree["GAD"])


def test_roles_of_other_kinds_show_no_figures(tree):
    person = RoleFactory(agency=tree["MM"], kind=TRAINER).person
    assert not Agency.objects.visible_to(person).exists()
    assert codes(agencies_for(person, HR, TRAINER)) == set(tree)
    assert has_role(person, TRAINER)
    assert not has_role(person, HR)


def test_several_roles_add_up_without_doubles(tree):
    person = PersonFactory()
    for code in ("GAD", "MOHA", "MOE"):
        RoleFactory(person=person, agency=tree[code])
    assert Agency.objects.visible_to(person).count() == 4


def test_a_role_counts_from_its_first_day_to_the_day_before_its_end(tree):
    first, end = dt.date(2025, 1, 1), dt.date(2025, 2, 1)
    person = RoleFactory(agency=tree["MOE"], valid_from=first, valid_to=end).person
    assert not has_role(person)
    assert not Agency.objects.visible_to(person).exists()
    day = dt.timedelta(days=1)
    seen = {d: agencies_for(person, day=d).count() for d in (first - day, first, end - day, end)}
    assert list(seen.values()) == [0, 1, 1, 0]


def test_nobody_without_a_role_sees_an_agency(tree):
    person = PostingFactory(agency=tree["GAD"]).person
    for viewer in (person, AnonymousUser(), PersonFactory(admin=True, is_active=False)):
        assert not Agency.objects.visible_to(viewer).exists()
        assert not has_role(viewer)
        assert not has_role_over(viewer, HR, tree["GAD"])


def test_an_administrator_sees_everything(tree):
    admin = PersonFactory(admin=True)
    PostingFactory(agency=tree["MOE"])
    assert Agency.objects.visible_to(admin).count() == len(tree)
    assert Person.objects.visible_to(admin).count() == 2
    assert has_role(admin, HR)
    assert has_role_over(admin, HR, tree["MOE"])


def test_a_viewer_reads_what_an_hr_manager_reads_and_is_none(tree):
    person = RoleFactory(agency=tree["MOHA"], kind="viewer").person
    assert codes(Agency.objects.figures_visible_to(person)) == {"MOHA", "GAD", "GAD-T1"}
    assert codes(Agency.objects.visible_to(person)) == {"MOHA", "GAD", "GAD-T1"}
    assert not has_role_over(person, HR, tree["GAD"])


@pytest.mark.parametrize("kind", Role.Kind.values)
def test_whoever_reads_figures_reads_the_names_behind_them(tree, kind):
    """Figures of the desk hide nobody because of this: see decision 0078."""
    viewer = RoleFactory(agency=tree["MOHA"], kind=kind).person
    for code in tree:
        PostingFactory(agency=tree[code])
    figures = Agency.objects.figures_visible_to(viewer)
    counted = Person.objects.posted_in(figures, day=timezone.localdate())
    assert set(counted) <= set(Person.objects.visible_to(viewer))


def test_a_line_manager_sees_the_people_of_the_own_unit_and_no_figures(tree):
    person = RoleFactory(agency=tree["GAD"], kind="line").person
    own, below = (PostingFactory(agency=tree[code]).person for code in ("GAD", "GAD-T1"))
    assert not Agency.objects.figures_visible_to(person).exists()
    assert codes(Agency.objects.visible_to(person)) == {"GAD"}
    assert codes(agencies_for(person, Role.Kind.LINE_MANAGER)) == {"GAD"}
    assert has_role_over(person, Role.Kind.LINE_MANAGER, tree["GAD"])
    assert not has_role_over(person, Role.Kind.LINE_MANAGER, tree["GAD-T1"])
    assert own in Person.objects.visible_to(person)
    assert below not in Person.objects.visible_to(person)


def test_a_deputy_acts_on_the_lender_no_more_than_the_lender_does(tree):
    hr = RoleFactory(agency=tree["MOHA"]).person
    PostingFactory(person=hr, agency=tree["GAD"])
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    deputy = RoleFactory(agency=tree["MOHA"], acting_for=hr, valid_to=tomorrow).person
    above = RoleFactory(agency=tree["MM"]).person
    assert [may_act_on(hr, by, tree["GAD"]) for by in (hr, deputy, above)] == [False, False, True]
    assert may_act_on(deputy, hr, tree["GAD"])


def test_a_role_that_somebody_lends_to_their_manager_ties_nobodys_hands(tree):
    hr = RoleFactory(agency=tree["MOHA"]).person
    official = PostingFactory(agency=tree["GAD"]).person
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    lent = {"acting_for": official, "valid_to": tomorrow, "agency": tree["GAD"], "person": hr}
    for kind in ("viewer", "hr"):
        RoleFactory(kind=kind, **lent)
    assert may_act_on(official, hr, tree["GAD"])
