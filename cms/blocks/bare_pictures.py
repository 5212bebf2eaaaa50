"""Draws pictures for readers without what cameras and editors wrote into them."""

from __future__ import annotations

from typing import Any

from wagtail.images.image_operations import FormatOperation

# Where a picture was taken and by whom, and words of anybody's; its colours stay as they are.
_HIDDEN = ("exif", "xmp", "comment", "photoshop")


class BareFormatOperation(FormatOperation):
    """Wagtail's, which writes into a JPEG all that the uploaded file says of itself."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> None:
        super().run(willow, image, env)
        # It was turned as its camera held it by now, which is the one fact that readers need.
        drawn = getattr(willow, "image", None)
        for name in _HIDDEN:
            getattr(drawn, "info", {}).pop(name, None)
