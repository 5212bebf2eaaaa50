"""A picture as a phone writes it: it names its camera, and lies on its side."""

import io

from PIL import Image

CAMERA = "Nokia of Daw Hla"


def take_sideways():
    """It stands upright at 200 by 300 points."""
    file, facts = io.BytesIO(), Image.Exif()
    facts[0x010F], facts[0x0112] = CAMERA, 6
    Image.effect_noise((300, 200), 80).save(file, "JPEG", exif=facts)
    return file.getvalue()
