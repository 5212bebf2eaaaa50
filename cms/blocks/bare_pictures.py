"""Draws pictures for readers, in colours of screens, without what was written into them."""

from __future__ import annotations

from typing import Any

from PIL.ImageCms import PyCMSError
from wagtail.images.image_operations import FormatOperation

from people.pictures import narrow_shades

# Where a picture was taken and by whom, and words of anybody's; its colours stay as they are.
_HIDDEN = ("exif", "xmp", "comment", "photoshop")


class BareFormatOperation(FormatOperation):
    """Wagtail's, which writes into a JPEG all that the uploaded file says of itself."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> None:
        super().run(willow, image, env)
        if not hasattr(willow, "image"):
            return
        _set_colours(willow)
        # It was turned as its camera held it by now, which is the one fact that readers need.
        for name in _HIDDEN:
            willow.image.info.pop(name, None)


def _set_colours(willow: Any) -> None:
    willow.image = narrow_shades(willow.image)
    if willow.image.mode != "CMYK":
        return
    try:
        willow.image = willow.transform_colorspace_to_srgb().image
    except (OSError, PyCMSError):
        # What it says of its colours is broken or of others: it would be drawn for nobody.
        willow.image.info.pop("icc_profile")
