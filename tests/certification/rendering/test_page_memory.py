"""A worker draws sheets for days: none may leave memory behind. A font map a sheet is 0.3 MiB."""

import gc

import pytest

from certification.rendering.page import render_pdf
from tests.bench.worker import resident_mib
from tests.certification.rendering.sample_certificates import facts_of

pytestmark = pytest.mark.slow

SHEETS = 60
MOST = 6  # MiB; with a font map a sheet it would be 16


def draw(sheets):
    for _ in range(sheets):
        render_pdf(facts_of("plain"), "{}")
    gc.collect()


def test_sheets_leave_no_memory_behind():
    draw(15)
    before = resident_mib()
    draw(SHEETS)
    assert resident_mib() - before < MOST
