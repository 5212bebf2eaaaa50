import pytest

from cms.rendering import render_rich_text
from tests.cms.factories import put_bank

pytestmark = pytest.mark.django_db


def test_a_link_to_a_page_that_nobody_visits_is_plain_words(shelf):
    bank = put_bank(shelf)
    html = render_rich_text(f'<p><a linktype="page" id="{bank.pk}">The bank</a></p>')
    assert "The bank" in html
    assert "None" not in html
