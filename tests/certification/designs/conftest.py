"""A design without a version, and one that is published."""

import datetime as dt

import pytest

from certification.designs.drafts import (
    publish_draft,
    save_draft,
)
from tests.certification.design_factories import (
    make_design,
    make_draft,
)

AT = dt.datetime(2026, 11, 24, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
def design():
    return make_design()


@pytest.fixture
def published(design, registrar):
    save_draft(design, make_draft(has_emblem=True, has_signatures=True), by=registrar, at=AT)
    return publish_draft(design, at=AT)
