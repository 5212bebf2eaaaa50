"""Embeds an sRGB profile of a fifth of the size of WeasyPrint's."""

from __future__ import annotations

import struct
from functools import cache

import pydyf
from PIL import ImageCms

from people.printing import resolve_reference

_PROFILE_NAME = "sRGB"
_VERSION, _CREATED = slice(8, 12), slice(24, 36)  # in a profile's header, ICC.1
_ISO_15076 = b"\x04\x20\x00\x00"  # version 4.2, which PDF/A-3 names
# LittleCMS writes the time of day, which would make other bytes of the same input.
_FIXED_DATE = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)


def embed_srgb_profile(pdf: pydyf.PDF) -> None:
    """Replace the profile that WeasyPrint embeds by the small one."""
    (intent,) = pdf.catalog["OutputIntents"]
    intent["OutputConditionIdentifier"] = intent["Info"] = pydyf.String(_PROFILE_NAME)
    resolve_reference(pdf, intent["DestOutputProfile"]).stream = [_srgb_profile()]


@cache  # always the same bytes
def _srgb_profile() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_VERSION], profile[_CREATED] = _ISO_15076, _FIXED_DATE
    return bytes(profile)
