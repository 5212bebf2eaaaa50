"""One's own letters of figures, on the page."""

import pytest

from reporting.letters import end_letter
from reporting.models import FigureLetter

pytestmark = pytest.mark.any_database
LIST, NEW = "/en/insights/letters/", "/en/insights/letters/new/"
WISH = {"about": "", "when": "weekly:1", "form": "link"}


def test_a_letter_is_begun_changed_paused_resumed_and_ended(as_hr, house):
    assert "No figures are sent to you yet" in as_hr.get(LIST).text
    assert as_hr.get(f"{NEW}?unit=GAD&skill=%00&level=2").status_code == 200
    asked = f"{NEW}?unit=GAD&skill=DC3-4.2&level=2"
    page = as_hr.get(asked).text
    assert '<option value="DC3-4.2:2" selected>' in page
    assert "General Admin" in page
    assert as_hr.post(asked, WISH | {"about": "DC3-4.2:2"}).url == LIST
    letter = FigureLetter.objects.get()
    assert (letter.unit, letter.skill, letter.level) == (house.gad, house.skill, 2)
    assert "Every week – Monday" in as_hr.get(LIST).text
    assert as_hr.post(f"{LIST}{letter.pk}/", WISH | {"when": "monthly:5"}).url == LIST
    page = as_hr.get(LIST).text
    assert "Every month – On day 5" in page
    assert "All targets of the unit and below" in page
    for act, shown in (("pause", "paused"), ("resume", "Pause"), ("end", "ended by you")):
        assert as_hr.post(f"{LIST}{letter.pk}/{act}/").url == LIST
        assert shown in as_hr.get(LIST).text
    assert as_hr.post(f"{LIST}{letter.pk}/resume/").url == LIST
    letter.refresh_from_db()
    assert letter.state == "active"
    assert letter.next_on


def test_who_changes_a_letter_that_ended_meanwhile_hears_that_it_does_not_come(as_hr):
    as_hr.post(NEW, WISH)
    letter = FigureLetter.objects.get()
    end_letter(letter)
    change = {"when": "monthly:5"}
    page = as_hr.post(f"{LIST}{letter.pk}/", WISH | change, follow=True).text
    assert "Nothing is sent until you resume it" in page


def test_the_same_letter_twice_is_refused_with_words(as_hr):
    as_hr.post(NEW, WISH)
    again = as_hr.post(NEW, WISH)
    assert again.status_code == 422
    assert "You have this letter already" in again.text
    assert FigureLetter.objects.count() == 1


def test_an_ended_letter_is_not_resumed_beside_a_new_one(as_hr, house):
    as_hr.post(NEW, WISH)
    first = FigureLetter.objects.get()
    end_letter(first)
    as_hr.post(NEW, WISH)
    page = as_hr.post(f"{LIST}{first.pk}/resume/", follow=True).text
    assert "You have this letter already" in page
    house.hr.roles.all().delete()
    page = as_hr.post(f"{LIST}{first.pk}/resume/", follow=True).text
    assert "You no longer read the figures" in page


@pytest.mark.parametrize(
    "wrong", [{"when": "daily"}, {"when": "monthly:31"}, {"about": "X:2"}, {"form": "doc"}]
)
def test_what_cannot_be_is_refused(as_hr, wrong):
    assert as_hr.post(NEW, WISH | wrong).status_code == 422
    assert not FigureLetter.objects.exists()


def test_nobody_reaches_the_letter_of_another(as_hr, house, client):
    as_hr.post(NEW, WISH)
    letter = FigureLetter.objects.get()
    client.force_login(house.township)
    assert client.get(f"{LIST}{letter.pk}/").status_code == 404
    assert client.post(f"{LIST}{letter.pk}/end/").status_code == 404
    assert "Home Affairs" not in client.get(LIST).text
    assert client.get(NEW, {"unit": "MOHA"}).status_code == 404


def test_the_list_costs_few_queries(as_hr, house, django_assert_max_num_queries):
    for unit in ("MOHA", "GAD", "GAD-N", "GAD-S"):
        for when in ("weekly:1", "monthly:1", "locked"):
            as_hr.post(f"{NEW}?unit={unit}", WISH | {"when": when})
    assert FigureLetter.objects.count() == 12
    as_hr.get(LIST)
    with django_assert_max_num_queries(10):
        as_hr.get(LIST)
