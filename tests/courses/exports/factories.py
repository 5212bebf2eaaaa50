"""A course with all that a lesson can hold, titles of people who mean no good among them."""

import io
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image

from courses.catalogue import keep_file
from tests.courses.factories import make_course, make_lesson, make_module, make_quiz

HOSTILE = [
    "../../etc/passwd",
    "<script>alert(1)</script> & “x” \x0b\x00",
    "က" * 250,
    "C:\\ \u202e\"'>]]>",
]


def write_picture(name="plan.webp"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, name.rpartition(".")[2].upper())
    return keep_file(ContentFile(content.getvalue()), name)


def keep_all():
    """The files of a lesson, by what they are to it."""
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\1" * 99
    captions = "WEBVTT\n\n00:00.000 --> 00:01.000\nက\n".encode()
    return {
        "picture": write_picture(),
        "film": keep_file(ContentFile(film), "f.mp4"),
        "captions": keep_file(ContentFile(captions), "f.vtt"),
        "form": keep_file(ContentFile(b"%PDF-1.4\n%%EOF"), "ပုံစံ.pdf"),
    }


def write_html(files):
    """A lesson as our blocks write it."""
    html = Path(__file__).with_name("lesson.html").read_text()
    for name, file in files.items():
        html = html.replace(f"@{name}@", file.get_absolute_url())
    return html


def make_full_course(*, slug="course"):
    """A course of two modules: a full lesson, one with each hostile title, and a quiz."""
    course, files = make_course(slug=slug), keep_all()
    module = make_module(course)
    make_lesson(course, module=module, html=write_html(files), files=files)
    titles = [{"my": title, "en": title} for title in HOSTILE]
    for position, one in enumerate(titles, start=2):
        make_lesson(course, module=module, position=position, titles=one)
    english = make_module(course, position=2)
    make_lesson(course, module=english, languages=["en"], html="<p>Only English</p>")
    make_quiz(course)
    return course
