"""Pages of audiences: kept from what a list of people was narrowed by, changed and retired."""

import pytest

from people.audiences import AudienceUse, PeopleRule, register_use, uses
from people.audiences.keeping import add_member, keep_audience
from people.models import Audience, Look
from tests.people.factories import PostingFactory, RoleFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST, NEW, PEOPLE = "/en/office/audiences/", "/en/office/audiences/new/", "/en/office/people/"
NAMES = {"my": "အရာရှိများ", "en": "Officers"}


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


@pytest.fixture
def official(tree):
    return PostingFactory(agency=tree["GAD"], person__name_en="Hla").person


def asked(tree, **changes):
    names = {"name_my": "အရာရှိများ", "name_en": "Officers"}
    return {**names, "agency": tree["MOHA"].pk, "kind": "rule", **changes}


def test_what_the_list_was_narrowed_by_is_kept(client, tree, hr, official):
    query = "?unit=GAD&below=only&position=officer&grade=7&q=Hla"
    page = client.get(NEW + query).text
    for part in ('value="GAD"', '"only" selected', ">\nofficer</textarea>", 'value="7"'):
        assert part in page, part
    assert "part of no rule" in page
    given = asked(
        tree, unit="GAD", below="only", positions="officer", grade_from="၇", grade_to="7"
    )
    counted = client.post(NEW, given | {"count": "1"})
    assert "1 person fits the rule today." in counted.text
    answer = client.post(NEW, given)
    audience = Audience.objects.get()
    assert answer.url == f"{LIST}{audience.pk}/"
    rule = PeopleRule.from_json(audience.rule)
    assert (rule.unit_id, rule.is_only_here, rule.grade_from) == (tree["GAD"].pk, True, 7)
    shown = client.get(answer.url).text
    assert "Hla" in shown
    assert "1 person is in it today" in shown
    assert f"{tree['GAD'].names['en']} only" in shown


def test_what_cannot_be_a_rule_is_told_at_its_field(client, tree, hr):
    for wrong, told in (
        ({"unit": "MOE"}, "No unit here is called so"),
        ({"grade_from": "9", "grade_to": "3"}, "The first grade comes before the last one."),
        ({"agency": tree["MM"].pk}, "Select a valid choice"),
        ({"name_my": ""}, "required"),
    ):
        answer = client.post(NEW, asked(tree, **wrong))
        assert told in answer.text, wrong
    assert not Audience.objects.exists()


def test_an_audience_is_changed_unless_somebody_else_did_meanwhile(client, tree, hr):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(grade_to=5), by=hr)
    page = f"{LIST}{audience.pk}/change/"
    seen = audience.changed_at.isoformat()
    assert f'value="{seen}"' in client.get(page).text
    given = asked(tree, seen=seen, name_en="Seniors", grade_to="3")
    assert client.post(page, given).status_code == 302
    audience.refresh_from_db()
    assert (audience.names["en"], audience.rule) == ("Seniors", {"grade_to": 3})
    assert "meanwhile" in client.post(page, given).text


def test_a_list_by_hand_asks_for_no_rule(client, tree, hr, official):
    client.post(NEW, asked(tree, kind="list", grade_to="3"))
    audience = Audience.objects.get()
    assert audience.rule is None
    assert "grade_from" not in client.get(f"{LIST}{audience.pk}/change/").text
    assert "add them to this audience" in client.get(f"{LIST}{audience.pk}/").text
    add_member(audience, official, by=hr)
    assert "with 1 person on it" in client.get(f"{LIST}{audience.pk}/").text


def test_it_is_retired_unless_in_use_and_used_again(client, tree, hr, monkeypatch):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)
    page = f"{LIST}{audience.pk}/"
    monkeypatch.setattr(uses, "_uses", {})
    register_use(AudienceUse("test", lambda one: ["Course of the year"]))
    assert "Course of the year" in client.post(f"{page}retire/", follow=True).text
    assert Audience.objects.standing().exists()
    uses._uses.clear()
    assert "nobody is in it" in client.post(f"{page}retire/", follow=True).text
    assert "Retired" in client.get(LIST).text
    client.post(f"{page}restore/")
    assert Audience.objects.standing().exists()


def test_viewers_read_and_others_see_nothing(client, tree, hr, official):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)
    page = f"{LIST}{audience.pk}/"
    signed_in(client, "viewer", agency=tree["MOHA"])
    assert "Change the audience" not in client.get(page).text
    assert client.post(f"{page}retire/").status_code == 403
    signed_in(client, "hr", agency=tree["MOE"])
    assert client.get(page).status_code == 404
    assert "Officers" not in client.get(LIST).text
    assert client.get(PEOPLE, {"group": audience.pk}).text.count("Hla") == 0


def test_a_line_manager_sees_of_an_audience_those_of_the_own_unit(client, tree, hr, official):
    audience = keep_audience(tree["GAD"], NAMES, PeopleRule(), by=hr)
    PostingFactory(agency=tree["GAD-T1"], person__name_en="Below")
    manager = RoleFactory(agency=tree["GAD"], kind="line").person
    sign_in(client, manager)
    page = client.get(f"{LIST}{audience.pk}/").text
    assert "Hla" in page
    assert "Below" not in page


def test_who_reads_the_names_of_an_audience_is_noted(client, tree, hr, official):
    audience = keep_audience(tree["MOHA"], NAMES, PeopleRule(), by=hr)
    client.get(f"{LIST}{audience.pk}/")
    assert Look.objects.filter(viewer=hr, person=official).exists()
