import pytest

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_the_design_page_shows_every_component_in_both_languages(client):
    page = client.get("/design/").text
    shown = {name for name in ("button", "field", "notice", "status", "verdict") if name in page}
    assert len(shown) == 5
    assert '<div class="stack showcase__side" lang="my">' in page
    assert '<div class="stack showcase__side" lang="en">' in page
