"""A design of education without a version, and a draft of health."""

import pytest

from certification.designs.drafts import save_draft
from tests.certification.design_factories import (
    make_design,
    make_draft,
)


@pytest.fixture
def design(country):
    return make_design("education", agency=country["MOE"])


@pytest.fixture
def foreign(country):
    design = make_design("health", agency=country["MOH"])
    save_draft(design, make_draft(), by=None)
    return design
