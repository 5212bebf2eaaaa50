"""Each kind of file asks what the file itself does not say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plan.models import PlanProposal
from plan.web.files.forms import build_file_form
from tests.plan.factories import FrameworkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
Kind = PlanProposal.Kind


@pytest.mark.parametrize(
    ("kind", "told", "options"),
    [
        (Kind.TARGETS, {}, {}),
        (
            Kind.FRAMEWORK,
            {"code": "DC9", "name_en": " Nine ", "name_my": "ကိုး"},
            {"code": "DC9", "names": {"en": "Nine", "my": "ကိုး"}, "retires_missing": False},
        ),
        (Kind.LEVELS, {"framework": "DC3"}, {"framework": "DC3"}),
    ],
)
def test_a_form_reads_what_the_importer_is_told(kind, told, options):
    FrameworkFactory(code="DC3")
    form = build_file_form(kind, told, {"file": SimpleUploadedFile("t.csv", b"a,b\n")})
    assert form.is_valid(), form.errors
    assert form.read_options() == options


def test_a_file_that_is_too_large_is_refused():
    file = SimpleUploadedFile("t.csv", b"0" * 5_000_001)
    assert "၅ MB" in str(build_file_form(Kind.TARGETS, {}, {"file": file}).errors["file"])
