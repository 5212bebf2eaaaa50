import io
import zipfile
from xml.etree import ElementTree

import pytest

from courses.exports import gather_contents
from courses.exports.epub import write_epub
from courses.exports.scorm_package import write_scorm
from tests.courses.exports.factories import make_full_course


@pytest.fixture
def course(db):
    return make_full_course()


class Written:
    """What was written, and what it told of losses."""

    def __init__(self, write, course, language="my", *, has_media=False):
        stream = io.BytesIO()
        contents = gather_contents(course, language)
        self.losses = write(contents, stream, has_media=has_media, tell=lambda percent: None)
        self.content = stream.getvalue()
        self.archive = zipfile.ZipFile(io.BytesIO(self.content))
        self.names = self.archive.namelist()

    def read(self, name):
        return self.archive.read(name).decode()

    def parse(self, name):
        return ElementTree.fromstring(self.archive.read(name))  # noqa: S314 - ours


@pytest.fixture
def book(course):
    return Written(write_epub, course)


@pytest.fixture
def package(course):
    return Written(write_scorm, course, has_media=True)
