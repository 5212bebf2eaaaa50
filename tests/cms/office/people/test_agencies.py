"""The secretariat keeps the tree of agencies, each as far as its role reaches."""

import pytest
from django.urls import reverse

from people.models import Agency
from people.text.formatting import number
from tests.people.factories import AgencyFactory

FORM = {
    "kind": "department",
    "names_my": "ဌာနခွဲ",
    "names_en": "Branch",
    "sector": "",
    "township_pcode": "",
    "setting": "",
    "publishing": "authors",
    "valid_from": "2024-01-01",
    "valid_to": "",
    "successor": "",
}


def test_the_list_is_a_tree_and_is_searched_in_both_languages(client, secretariat):
    page = client.get(reverse("agencies:index")).content.decode()
    assert page.index("MOE-1") < page.index("MOH")
    found = client.get(reverse("agencies:index") + "?q=အစိုးရ").content.decode()
    assert "GOV" in found
    assert "MOE-1" not in found


def test_lists_are_counted_in_the_digits_of_the_reader_and_labelled_in_their_words(
    client, secretariat
):
    AgencyFactory.create_batch(60)
    page = client.get(reverse("agencies:index")).content.decode()
    count = number(Agency.objects.visible_to(secretariat).count())
    assert f"{count} {Agency._meta.verbose_name_plural}" in " ".join(page.split())
    assert 'aria-label="Actions"' not in page


def test_a_page_of_the_list_stays_within_its_budget(
    client, secretariat, django_assert_max_num_queries
):
    client.get(reverse("agencies:index"))
    with django_assert_max_num_queries(22):
        client.get(reverse("agencies:index"))


def test_an_agency_is_not_put_under_one_out_of_scope(client, of_education):
    form = {**FORM, "code": "MOH-9", "parent": "MOH"}
    page = client.post(reverse("agencies:add"), form)
    assert page.status_code == 200
    assert not Agency.objects.filter(code="MOH-9").exists()


def test_dates_in_the_wrong_order_are_told_not_crashed_on(client, secretariat, country):
    form = {**FORM, "code": "NEW", "parent": "MOE", "valid_to": "2020-01-01"}
    assert client.post(reverse("agencies:add"), form).status_code == 200
    assert not Agency.objects.filter(code="NEW").exists()


def test_no_form_closes_an_agency_past_the_people_who_serve_there(client, secretariat, country):
    url = reverse("agencies:edit", args=[country["MOE"].pk])
    form = {**FORM, "code": "MOE", "valid_to": "2025-01-01", "successor": "MOH"}
    client.post(url, form)
    agency = Agency.objects.get(code="MOE")
    assert (agency.names["en"], agency.valid_to, agency.successor) == ("Branch", None, None)


@pytest.mark.parametrize("view", ["edit", "history", "history_results"])
def test_an_agency_out_of_scope_is_not_found_in_any_view(client, of_education, country, view):
    own = reverse(f"agencies:{view}", args=[country["MOE-1"].pk])
    foreign = reverse(f"agencies:{view}", args=[country["MOH-1"].pk])
    assert client.get(own).status_code == 200
    assert client.get(foreign).status_code == 404


@pytest.mark.parametrize("view", ["delete", "copy", "usage", "inspect"])
def test_there_are_no_other_views_to_reach_a_row_by(client, admin, country, view):
    assert client.get(f"/cms/agencies/{view}/{country['MOE'].pk}/").status_code == 404


def test_the_list_shows_only_the_scope(client, of_education):
    page = client.get(reverse("agencies:index")).content.decode()
    assert "MOE-1" in page
    assert "MOH" not in page
