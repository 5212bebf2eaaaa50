"""Questions with pictures and sounds, in the place of what publishing would bring."""

import io
import uuid

from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from courses.catalogue import keep_file
from courses.catalogue.items import publish_item


def draw_picture(colour="red", size=(40, 30), kind="PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, kind)
    return stream.getvalue()


def picture_facts(file, alt="A red square", **changes):
    url = reverse("question_file", args=[file.digest, file.name])
    size = {"width": 40, "height": 30, "bytes": file.bytes}
    return {"kind": "image", "url": url, "alt": alt, **size} | changes


def make_pictured_item(*, sound=False, **changes):
    """A question with a picture in its stem, and three answers that are pictures or sounds."""
    files = {
        one: keep_file(ContentFile(draw_picture(one)), "picture.png")
        for one in ("red", "green", "blue")
    }
    media = {"stem": picture_facts(files["red"])}
    for option, colour in zip("abc", files, strict=True):
        media[option] = picture_facts(files[colour], alt=f"A {colour} square")
    if sound:
        file = keep_file(ContentFile(b"ID3" + b"\0" * 200), "sound.mp3")
        url = reverse("question_file", args=[file.digest, file.name])
        media["a"] = {"kind": "audio", "url": url, "bytes": 203, "transcript": "It says red."}
        files["sound"] = file
    words = {"stem": "<p>Which?</p>", "feedback": "", "options": dict.fromkeys("abc", "")}
    return publish_item(
        key=uuid.uuid4(),
        kind="single",
        content={code: {**words, "media": media} for code in ("my", "en")},
        answer_key=["a"],
        files={f"picture:{one}": file for one, file in files.items()},
        **changes,
    )
