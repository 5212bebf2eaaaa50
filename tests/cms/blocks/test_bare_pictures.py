"""What a printer or scanner made is drawn for screens, whatever it says of its colours."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from PIL.ImageCms import ImageCmsProfile, createProfile
from wagtail.images import get_image_model

from cms.models import CoursePage
from cms.publishing.files import copy_course_picture
from people.pictures import strip_picture

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
GREY = 0x80
PRINTED = Image.new("CMYK", (300, 200), (0, 0, 0, 255 - GREY))
OF_OTHERS = ImageCmsProfile(createProfile("sRGB")).tobytes()
MADE = {
    "scan.png": (Image.new("I;16", (300, 200), GREY << 8), {}),
    "print.jpg": (PRINTED, {}),
    "broken.jpg": (PRINTED, {"icc_profile": b"no"}),
    "others.jpg": (PRINTED, {"icc_profile": OF_OTHERS}),
}


@pytest.mark.parametrize("name", [*MADE])
def test_a_picture_of_any_colours_is_drawn_as_it_looks(name):
    made, told = MADE[name]
    content = io.BytesIO()
    made.save(content, "PNG" if name.endswith("png") else "JPEG", **told)
    file = ContentFile(strip_picture(content.getvalue()), name)
    picture = get_image_model().objects.create(title="Office", file=file)
    for drawn in copy_course_picture(CoursePage(picture=picture)):
        with drawn.file.open("rb") as stream:
            shown = Image.open(stream).convert("L")
        assert abs(shown.getpixel((9, 9)) - GREY) < 12
