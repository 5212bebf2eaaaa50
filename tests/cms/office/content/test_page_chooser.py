"""Pages to link to are those that a person may link to, however a browser asks for them."""

import pytest
from django.urls import reverse

from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.sign_in import signed_in

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = pytest.mark.django_db
BANKS = {"page_type": "cms.BankPage"}


def ask(client, name, *args, **query):
    answer = client.get(reverse(f"wagtailadmin_choose_page{name}", args=args), query)
    return answer.content.decode()


def test_the_search_offers_no_foreign_bank(client, trainer, own, foreign):
    assert "Foreign bank" not in ask(client, "_search", q="bank", **BANKS)
    assert own["bank"].title in ask(client, "_search", q=own["bank"].title, **BANKS)


def test_the_shelf_of_another_agency_is_not_opened_there(client, trainer, foreign):
    parent = foreign["bank"].get_parent().pk
    assert "Foreign bank" not in ask(client, "_child", parent, **BANKS)


def test_of_pages_that_a_browser_names_only_own_ones_are_told(client, trainer, own, foreign):
    told = ask(client, "_chosen_multiple", id=[own["bank"].pk, foreign["bank"].pk])
    assert own["bank"].title in told
    assert "Foreign bank" not in told


def test_a_bank_is_chosen_from_the_own_shelf_and_not_from_the_root(client, trainer, own, foreign):
    assert own["bank"].title in ask(client, "", **BANKS)


def test_a_shelf_with_banks_of_others_only_is_not_opened_first(client, trainer, own, foreign):
    page = client.get(reverse("wagtailadmin_choose_page"), BANKS)
    assert page.context["parent_page"].pk == own["shelf"].pk
    signed_in(client, "trainer", agency=foreign["bank"].get_parent().specific.agency)
    page = client.get(reverse("wagtailadmin_choose_page"), BANKS)
    assert page.context["parent_page"].pk == foreign["bank"].get_parent().pk


def test_where_nobody_has_a_bank_the_chooser_opens_all_the_same(client, trainer, own, foreign):
    own["quiz"].banks.get().delete()
    own["bank"].delete()
    assert client.get(reverse("wagtailadmin_choose_page"), BANKS).status_code == 200
