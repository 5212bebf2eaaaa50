import pytest

from certification.models import DesignVersion
from cms.demo.history.designs import has_designs, make_designs
from cms.demo.history.timeline import first_day
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database


@pytest.mark.slow
def test_each_design_is_published_before_the_first_certificate(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    PersonFactory(username="registrar")
    assert not has_designs()
    make_designs()
    assert has_designs()
    published = DesignVersion.objects.published()
    assert {version.design.key for version in published} == {"lacquer-and-gold", "jade", "lapis"}
    assert all(version.published_at.date() < first_day() for version in published)
