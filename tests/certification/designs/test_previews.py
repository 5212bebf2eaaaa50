import pytest

from certification import rendering
from certification.designs.drafts import save_draft
from certification.designs.previews import render_preview, render_thumbnail
from tests.certification.design_factories import make_draft
from tests.courses.factories import make_course

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def version(design):
    return save_draft(design, make_draft(), by=None)


def test_records_that_do_not_fit_are_shown_as_the_longest_words_that_do(version):
    make_course(titles={"my": "ရုံးသုံးစာ " * 200, "en": "Office"})
    assert render_preview(version).startswith(b"%PDF-")


def test_a_thumbnail_is_drawn_once(version, monkeypatch):
    first = render_thumbnail(version)
    monkeypatch.setattr(rendering, "render_pdf", lambda *a: 1 / 0)
    assert render_thumbnail(version) == first
