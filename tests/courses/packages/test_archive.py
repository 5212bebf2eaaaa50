import io
import json
import stat
import zipfile

import pytest

from courses.packages.archive import PackageArchive
from courses.packages.formats import describe_package
from courses.packages.refusals import REASONS, PackageRefused
from tests.courses.package_files import (
    H5P,
    LIBRARY,
    MANIFEST_12,
    MANIFEST_2004,
    SCORM_12,
    SCORM_2004,
    pack,
)

BOMB = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
FILE = '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def read(stream):
    archive = PackageArchive(stream)
    description = describe_package(archive)
    for path in archive.paths:
        for _piece in archive.read_pieces(path):
            pass
    return archive, description


def link():
    entry = zipfile.ZipInfo("shadow.html")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, "/etc/shadow")
    return stream


def changed(offset_of, byte):
    """An archive of which one byte behind a mark is another one."""
    content = bytearray(pack(SCORM_12).getvalue())
    mark, distance = offset_of
    content[content.rindex(mark) + distance] ^= byte
    return io.BytesIO(bytes(content))


HOSTILE = {
    "no_zip": [
        lambda: io.BytesIO(b""),
        lambda: io.BytesIO(b"PK\x03\x04 and no more"),
        lambda: io.BytesIO(pack(SCORM_12).getvalue()[:-40]),
        lambda: pack(SCORM_12, method=zipfile.ZIP_LZMA),
        lambda: changed((b"PK\x01\x02", 16), 0xFF),  # the check sum of the last file
    ],
    "encrypted": [lambda: changed((b"PK\x01\x02", 8), 0x1)],
    "ratio": [lambda: pack(SCORM_12 | {"big.txt": b"\0" * 5_000_000})],
    "too_many_files": [lambda: pack(dict.fromkeys(map("{}.txt".format, range(5_001)), ""))],
    "link": [link],
    "path": [
        lambda: pack(SCORM_12 | {"../up.html": ""}),
        lambda: pack(SCORM_12 | {"a/..\\..\\up.html": ""}),
        lambda: pack(SCORM_12 | {"/etc/up.html": ""}),
        lambda: pack(SCORM_12 | {"C:\\up.html": ""}),
        lambda: pack(SCORM_12 | {"a/" * 17 + "deep.html": ""}),
        lambda: pack(SCORM_12 | {"line\nbreak.html": ""}),
    ],
    "twice": [lambda: pack(SCORM_12 | {"INDEX.html": ""})],
    "program": [
        lambda: pack(SCORM_12 | {"setup.exe": ""}),
        lambda: pack(SCORM_12 | {"page.php.txt": ""}),
        lambda: pack(SCORM_12 | {".htaccess": ""}),
    ],
    "unknown": [lambda: pack({"folder/imsmanifest.xml": MANIFEST_12})],
    "manifest": [
        lambda: pack(SCORM_12 | {"imsmanifest.xml": "<manifest"}),
        lambda: pack(SCORM_12 | {"imsmanifest.xml": BOMB + "<m>&b;</m>"}),
        lambda: pack(SCORM_12 | {"imsmanifest.xml": FILE + "<m>&a;</m>"}),
        lambda: pack(H5P | {"content/content.json": "[" * 100_000}),
        lambda: pack(H5P | {"h5p.json": '{"mainLibrary": 7}'}),
        lambda: pack(H5P | {"h5p.json": H5P["h5p.json"].replace(": 1,", ": 1e400,")}),
        lambda: pack(
            H5P | {"H5P.Card-1.0/library.json": json.dumps(LIBRARY | {"preloadedJs": 5})},
        ),
        lambda: pack(SCORM_12 | {"imsmanifest.xml": MANIFEST_12.replace("index", "http://[i")}),
    ],
    "edition": [lambda: pack(SCORM_12 | {"imsmanifest.xml": "<manifest/>"})],
    "no_part": [
        lambda: pack(
            SCORM_12 | {"imsmanifest.xml": MANIFEST_12.split("<organizations")[0] + "</manifest>"}
        )
    ],
    "outside": [
        lambda: pack(
            SCORM_12 | {"imsmanifest.xml": MANIFEST_12.replace("index", "//a.example/i")}
        ),
        lambda: pack(
            SCORM_12 | {"imsmanifest.xml": MANIFEST_12.replace("index.html", "javascript:x()")}
        ),
    ],
    "missing": [
        lambda: pack({"imsmanifest.xml": MANIFEST_12, "note.html": ""}),
        lambda: pack(SCORM_12 | {"imsmanifest.xml": MANIFEST_12.replace('"r1">', '"r9">')}),
    ],
    "type": [
        lambda: pack(H5P | {"content/drawing.svg": "<svg/>"}),
        lambda: pack(H5P | {"content/page.html": ""}),
        lambda: pack(H5P | {"content/film.unknown": ""}),
    ],
    "library": [
        lambda: pack({name: text for name, text in H5P.items() if name != "H5P.Card-1.0/card.js"}),
        lambda: pack(H5P | {"loose/a.js": ""}),
        lambda: pack(
            H5P | {"H5P.Card-1.0/library.json": str(LIBRARY | {"title": ""}).replace("'", '"')}
        ),
    ],
}


@pytest.mark.parametrize("reason", HOSTILE)
def test_what_is_harmful_or_broken_is_refused_in_words(reason):
    for number, build in enumerate(HOSTILE[reason]):
        with pytest.raises(PackageRefused) as refused:
            read(build())
        assert refused.value.reason == reason, number
    assert str(REASONS[reason]) % {"detail": "x"}


def test_an_archive_that_says_less_than_it_holds_is_read_no_further():
    # The size in the directory is cut; what is unpacked stays within it, and does not fit.
    content = bytearray(pack(SCORM_12 | {"big.txt": "a" * 900_000}).getvalue())
    size = content.rindex(b"PK\x01\x02") + 24
    content[size : size + 4] = (10).to_bytes(4, "little")
    with pytest.raises(PackageRefused):
        read(io.BytesIO(bytes(content)))


def test_both_editions_of_scorm_tell_what_is_opened():
    _archive, old = read(pack(SCORM_12))
    _archive, new = read(pack(SCORM_2004))
    assert old.kind == "scorm12"
    assert [part["href"] for part in old.parts] == ["index.html", "note.html"]
    assert [part["is_asset"] for part in old.parts] == [False, True]
    assert old.parts[0] == {
        **{"id": "one", "title": "အပိုင်း", "href": "index.html", "is_asset": False},
        "mastery": 80.0,
    }
    assert new.kind == "scorm2004"
    [part] = new.parts
    assert part["href"] == "pages/start.html?page=1"
    assert (part["launch_data"], part["mastery"]) == ("hello", 60.0)


def test_h5p_is_one_part_and_notes_of_library_makers_are_left_out():
    archive, description = read(pack(H5P | {"H5P.Card-1.0/upgrade.diff": ""}))
    assert (description.kind, description.parts[0]["title"]) == ("h5p", "Cards")
    assert archive.left_out == ["H5P.Card-1.0/upgrade.diff"]


def test_half_a_letter_of_a_title_is_left_out():
    title = H5P["h5p.json"].replace("Cards", r"Ca\ud800r\u0000ds")
    _archive, description = read(pack(H5P | {"h5p.json": title}))
    assert description.parts[0]["title"] == "Cards"


def test_other_files_of_scorm_are_left_out_and_named():
    archive, _description = read(pack(SCORM_12 | {"Thumbs.db": b"", "src/film.fla": b""}))
    assert archive.left_out == ["Thumbs.db", "src/film.fla"]
    assert "Thumbs.db" not in archive


def test_backslashes_of_windows_are_slashes():
    archive, _description = read(pack(SCORM_12 | {"media\\a.png": b""}))
    assert "media/a.png" in archive


def test_the_manifest_of_2004_without_organizations_opens_its_first_page():
    alone = MANIFEST_2004.split("<organizations")[0] + MANIFEST_2004.split("</organizations>")[1]
    _archive, description = read(pack(SCORM_2004 | {"imsmanifest.xml": alone}))
    assert [part["href"] for part in description.parts] == ["pages/start.html"]
