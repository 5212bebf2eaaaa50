import datetime as dt

import pytest
from django.urls import reverse

from certification.designs.drafts import publish_draft, save_draft
from certification.models import Design
from tests.certification.design_factories import (
    make_design,
    make_draft,
)
from tests.cms.office.designs.screens import address

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_a_registrar_makes_a_design_and_lands_on_its_draft(client, registrar):
    answer = client.post(
        reverse("designs:add"),
        {
            "names_my": "ဒီဇိုင်း",
            "names_en": "Plain",
            "key": "plain",
            "kind": "classroom",
            "agency": "MOE-1",
        },
    )
    design = Design.objects.get()
    assert answer["Location"] == address("edit", design)
    assert (design.agency.code, design.kind) == ("MOE-1", "classroom")


@pytest.mark.parametrize("agency", ["", "MOH", "GOV"])
def test_a_ministry_s_registrar_makes_none_for_others(client, registrar, agency):
    page = client.post(
        reverse("designs:add"),
        {"names_my": "က", "names_en": "A", "key": "a", "kind": "course", "agency": agency},
    )
    assert page.context["form"].errors["agency"]
    assert not Design.objects.exists()


def test_no_design_takes_the_name_of_the_built_in_look(client, registrar):
    form = {"names_my": "က", "names_en": "A", "key": "lacquer", "kind": "course", "agency": "MOE"}
    page = client.post(reverse("designs:add"), form)
    assert list(page.context["form"].errors) == ["key"]
    assert not Design.objects.exists()


def test_the_list_shows_own_designs_or_says_what_is_used_without(client, registrar, foreign):
    page = client.get(reverse("designs:index")).content.decode()
    assert reverse("designs:add") in page
    assert "health" not in page
    design = make_design("own", agency=registrar.roles.get().agency)
    save_draft(design, make_draft(), by=None)
    page = client.get(reverse("designs:index")).content.decode()
    assert address("thumbnail", design.versions.get()) in page
    assert f'href="{address("detail", design)}"' in page


def test_pages_stay_within_their_budgets(
    client,
    registrar,
    design,
    country,
    django_assert_max_num_queries,
):
    for number in range(4):
        other = make_design(f"d{number}", agency=country["MOE"])
        save_draft(other, make_draft(), by=None)
        publish_draft(other, at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    save_draft(design, make_draft(), by=None)
    client.get(reverse("designs:index"))
    with django_assert_max_num_queries(16):
        client.get(reverse("designs:index"))
    for view in ("detail", "edit"):
        with django_assert_max_num_queries(18):
            client.get(address(view, design))
