"""The colour profile in a file: sRGB of version 4.2, small, and the same each time."""

import io

import pikepdf
import pytest
from PIL import ImageCms

from certification.rendering.page import render_pdf

pytestmark = pytest.mark.any_database


def profile_in(content):
    with pikepdf.open(io.BytesIO(content)) as file:
        [intent] = file.Root.OutputIntents
        return str(intent.OutputConditionIdentifier), intent.DestOutputProfile.read_bytes()


def test_it_is_srgb_of_the_version_that_pdf_a_names(facts):
    name, profile = profile_in(render_pdf(facts, "{}"))
    assert name == "sRGB"
    assert profile[8:12] == b"\4\x20\0\0"
    read = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
    assert read.xcolor_space.strip() == "RGB"
    assert "sRGB" in read.profile_description


def test_it_is_small_and_without_the_time_of_day(facts):
    _name, profile = profile_in(render_pdf(facts, "{}"))
    assert len(profile) < 700
    assert profile[24:36] == bytes.fromhex("07ea00010001000000000000")
