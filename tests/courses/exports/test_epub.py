"""A book stands alone, says whom it serves, and holds nothing that must not leave."""

import re
import shutil
import subprocess

import pytest

from courses.exports.epub import write_epub
from courses.models import ItemVersion
from tests.courses.exports.conftest import Written
from tests.courses.exports.factories import HOSTILE
from tests.services import require

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def test_a_book_of_hostile_titles_is_well_formed_and_complete(book):
    assert book.names[0] == "mimetype"
    assert not [name for name in book.names if ".." in name or not name.isascii()]
    manifest = book.parse("EPUB/package.opf").find(f"{_OPF}manifest")
    listed = {f"EPUB/{item.get('href')}" for item in manifest}
    packed = {name for name in book.names if name.startswith("EPUB/")}
    assert listed | {"EPUB/package.opf"} == packed
    titles = []
    for name in sorted(packed):
        if name.endswith(".xhtml"):
            page = book.parse(name)
            titles.append(page.findtext(f".//{_XHTML}h1"))
            ids = {tag.get("id") for tag in page.iter() if tag.get("id")}
            links = [tag.get("href", "") for tag in page.iter(f"{_XHTML}a")]
            assert {link[1:] for link in links if link.startswith("#")} <= ids
            local = {f"EPUB/{link}" for link in links if not re.match(r"#|https?:", link)}
            assert local <= packed
    assert HOSTILE[0] in titles
    assert HOSTILE[1].rstrip("\x0b\x00").strip() in [title.strip() for title in titles]
    assert HOSTILE[2] in titles


def test_what_is_folded_away_on_the_site_is_written_out_and_answers_come_last(book):
    text = book.read("EPUB/lesson-001.xhtml")
    assert "<details" not in text
    assert text.index("Who may read it?") < text.index("<table") < text.index("Nobody but you.")
    assert text.index("Read the transcript") < text.index("Somebody speaks.")
    assert "Leave the house." in text
    assert "packages/7" not in text
    assert "<video" not in text
    assert 'alt="A green plan"' in text
    assert 'href="lesson-002.xhtml"' in text, "the next lesson is in the book"
    assert 'href="https://example.org/?a=1&amp;b=2"' in text
    assert book.losses == {"quizzes": 1, "exercises": 1, "media": 1, "files": 1}
    contents = ItemVersion.objects.values_list("content", flat=True)
    asked = {told["stem"] for content in contents for told in content.values()}
    assert asked
    text = "".join(str(book.archive.read(name), errors="ignore") for name in book.names)
    assert not [stem for stem in asked if stem in text]


def test_it_says_its_languages_and_whom_it_serves_and_brings_its_letters(book, course):
    metadata = book.parse("EPUB/package.opf").find(f"{_OPF}metadata")
    assert [one.text for one in metadata.findall(f"{_DC}language")] == ["my", "en"]
    told = {(one.get("property"), one.text) for one in metadata.findall(f"{_OPF}meta")}
    assert {
        ("schema:accessMode", "textual"),
        ("schema:accessMode", "visual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "alternativeText"),
        ("schema:accessibilityFeature", "transcript"),
        ("schema:accessibilityHazard", "none"),
    } <= told
    assert book.parse("EPUB/lesson-006.xhtml").get("lang") == "en", "written in English only"
    fonts = [name for name in book.names if name.endswith(".woff")]
    assert len(fonts) == 2
    assert max(book.archive.getinfo(name).file_size for name in fonts) < 60_000
    again = Written(write_epub, course)
    assert again.content == book.content, "the same words are the same file"


@pytest.mark.slow
def test_epubcheck_finds_nothing(course, tmp_path):
    require("epubcheck", "java")
    # Debian's command is the archive itself, which only a kernel with binfmt runs.
    checker = str(shutil.which("epubcheck"))
    path = tmp_path / "book.epub"
    path.write_bytes(Written(write_epub, course, has_media=True).content)
    told = subprocess.run(
        ["java", "-jar", checker, "--failonwarnings", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
