"""Says what the numbers of colours mean: sRGB, in a profile a fifth of WeasyPrint's."""

from __future__ import annotations

import struct
from functools import cache

import pydyf
from PIL import ImageCms

from certification.rendering.pdf.parts import referred

NAME = "sRGB"
VERSION, MADE = slice(8, 12), slice(24, 36)  # in a profile's header, ICC.1
ISO_15076 = b"\x04\x20\x00\x00"  # version 4.2, which PDF/A-3 names
A_DAY = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)  # else the same input gave other bytes each second


def mean_srgb(pdf: pydyf.PDF) -> None:
    """Put the small profile in the place of the one that is there."""
    (intent,) = pdf.catalog["OutputIntents"]
    intent["OutputConditionIdentifier"] = intent["Info"] = pydyf.String(NAME)
    referred(pdf, intent["DestOutputProfile"]).stream = [srgb()]


@cache
def srgb() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[VERSION], profile[MADE] = ISO_15076, A_DAY
    return bytes(profile)
