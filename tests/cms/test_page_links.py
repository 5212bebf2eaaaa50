"""Pages are found by links in texts and at their former addresses."""

import pytest

from cms.models import HomePage, InfoPage
from cms.rendering import render_rich_text
from tests.cms import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_link_to_a_page_that_nobody_visits_is_plain_words(shelf):
    bank = f.put_bank(shelf)
    html = render_rich_text(f'<p><a linktype="page" id="{bank.pk}">The bank</a></p>')
    assert "The bank" in html
    assert "None" not in html


@pytest.fixture
def page(tree):
    front = HomePage.objects.get(locale=f.locale("en"))
    return f.put(front, InfoPage(title="How we keep data", slug="how-we-keep-data"))


@pytest.fixture
def rename(page, django_capture_on_commit_callbacks):
    def rename(slug):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return rename


def test_a_page_of_the_site_leads_on_from_its_former_address(client, rename):
    rename("data")
    answer = client.get("/en/how-we-keep-data/")
    assert (answer.status_code, answer.url) == (301, "/en/data/")


def test_a_page_that_came_back_and_is_not_published_leads_nowhere(client, page, rename):
    rename("data")
    rename("how-we-keep-data")
    page.unpublish()
    assert client.get("/en/how-we-keep-data/").status_code == 404


def test_a_page_has_a_title_for_search_engines_and_no_place_in_menus(client, page):
    page.seo_title = "Data we keep"
    page.save_revision().publish()
    assert "<title>Data we keep" in client.get(page.url).content.decode()
    assert "show_in_menus" not in str([panel.clean_name for panel in InfoPage.promote_panels])
