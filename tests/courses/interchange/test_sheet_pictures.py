"""Pictures come with a sheet: beside it in a package, or over its cells."""

import io
import zipfile

import pytest
from django.utils import translation
from openpyxl import Workbook
from openpyxl.drawing.image import Image

from courses.interchange import markup, read_questions
from tests.courses.interchange.test_reading import pack
from tests.courses.items.pictures import draw_picture

pytestmark = pytest.mark.any_database

ROW = {"kind": "single", "question": "Which?", "option_1": "Red", "option_2": "", "right": "1"}
RED, BLUE = draw_picture("red"), draw_picture("blue")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def write_book(*pictures, **cells):
    """A workbook with one question and pictures over its cells, by their names."""
    book, row = Workbook(), ROW | {"feedback": "Look."} | cells
    book.active.append([*row])
    book.active.append([*row.values()])
    for cell, content in pictures:
        book.active.add_image(Image(io.BytesIO(content)), cell)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def change_book(content, change):
    """The workbook with its parts changed: ``change`` takes and gives what is in each."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return pack({name: change(name, book.read(name)) for name in book.namelist()})


def write_csv(**cells):
    row = ROW | {"option_2": "Blue"} | cells
    return f"{';'.join(row)}\n{';'.join(row.values())}\n"


def list_reasons(notices):
    return [f"{one.place}: {one.reason}" for one in notices]


def test_a_picture_over_a_cell_belongs_to_its_part_and_over_another_to_the_question():
    content = write_book(("D2", BLUE), ("A2", RED), ("F2", RED), ("A9", RED))
    reading = read_questions(content, "en")
    [draft] = reading.drafts
    assert {slot: one.content for slot, one in draft.media.items()} == {"stem": RED, "o2": BLUE}
    assert draft.media["o2"].words == "Picture"  # as openpyxl describes each
    told = list_reasons(reading.notes)
    assert [one.partition(":")[0] for one in told] == ["Line 2", "Line 9"]
    [worded] = read_questions(write_book(("D2", BLUE), picture_2_words="The sea")).drafts
    assert worded.media["o2"].words == "The sea"


def cut_off(name, content):
    return content[:60] if name.startswith("xl/media/") else content


def lose_drawing(name, content):
    return b"" if name.startswith("xl/drawings/drawing") else content


def explode(name, content):
    return content.replace(b"<wsDr", b'<!DOCTYPE a [<!ENTITY b "c">]><wsDr', 1)


WHOLE = write_book(("D2", BLUE))


def spoil(ending, at, value):
    """The workbook with a byte changed that belongs to the part: of its head, or behind that."""
    content = bytearray(WHOLE)
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as book:
        part = next(one for one in book.infolist() if one.filename.endswith(ending))
    listed = content.rfind(part.filename.encode()) - 46
    content[part.header_offset + at] = value
    if at < 30:
        content[listed + at + 2] = value  # told once more in the list at the end
    return bytes(content)


def multiply(name, content):
    """Let the sheet refer to its drawing twice."""
    if not name.endswith("sheet1.xml.rels"):
        return content
    one = b'<Relationship Id="r%d" Type="/drawing" Target="/xl/drawings/drawing1.xml"/>'
    return b"<a>%b</a>" % b"".join(one % n for n in range(2))


def swell(name, content):
    """Let the drawing pack better than a drawing does."""
    is_drawing = name.startswith("xl/drawings/drawing")
    return b"<a>%b</a>" % (b"<b/>" * 100_000) if is_drawing else content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (write_book(("D2", BLUE), ("D2", RED)), "Line 2: It has more than one picture"),
        (write_book(("D2", BLUE), ("B2", RED), ("A2", RED)), "Line 2: It has more than one"),
        (write_book(("D2", BLUE), ("C2", RED), kind="short text"), "stands where none is read"),
        (change_book(WHOLE, cut_off), "Line 2: The picture is cut off"),
        (change_book(WHOLE, lose_drawing), "The file: Its XML is broken"),
        (change_book(WHOLE, explode), "The file: It declares entities"),
        (spoil("image1.png", 4, 99), "The file: The package is broken"),
        (spoil("image1.png", 70, 255), "The file: The package is broken"),
        (spoil("drawing1.xml", 60, 255), "The file: The package is broken"),
        (spoil("image1.png", 6, 1), "The file: The package is locked"),
        (spoil("image1.png", 8, 99), "The file: The package is broken"),
        (change_book(WHOLE, swell), "too large when it is unpacked"),
        (pack({"a.xlsx": write_book(picture="b.png", option_2="B")}), "b.png” is not in the pack"),
        (write_csv(picture="b.png").encode(), "Bring sheet and pictures in one ZIP"),
        (pack({"a.csv": write_csv(picture="b.png"), "b.png": "<svg/>"}), "Line 2: What it shows"),
        (pack({"a.csv": write_csv(), "b/a.csv": write_csv()}), "The file: The package holds sev"),
        (pack({"a.csv": write_csv(), "../b.png": RED}), "names files outside"),
    ],
)
def test_what_has_no_place_or_is_broken_or_lost_is_refused_where_it_stands(content, words):
    reading = read_questions(content, "en")
    assert reading.drafts == []
    [told] = list_reasons(reading.refusals)
    assert words in told


def test_a_drawing_is_read_once_however_often_the_sheet_refers_to_it():
    [draft] = read_questions(change_book(WHOLE, multiply), "en").drafts
    assert draft.media["o2"].content == BLUE


def test_an_archive_at_the_end_of_a_sheet_of_text_is_not_opened():
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr(zipfile.ZipInfo("xl/media/a1.png"), b"")
    sheet = write_csv(feedback="Look.").strip().encode("utf-16") + saved.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(sheet))
    reading = read_questions(pack({"a.csv": sheet}), "en")
    assert (len(reading.drafts), reading.refusals) == (1, [])


def test_pictures_of_a_file_are_looked_through_so_far_only_and_each_once(monkeypatch):
    rows = [write_csv(picture=f"{n}.png").splitlines()[1] for n in (1, 1, 2, 3)]
    sheet = "\n".join([write_csv(picture="").splitlines()[0], *rows])
    colours = ("red", "green", "blue")
    files = {f"{n}.png": draw_picture(one) for n, one in enumerate(colours, start=1)}
    monkeypatch.setattr(markup, "_MOST_PIXELS", 2 * 40 * 30)
    reading = read_questions(pack({"a.csv": sheet, **files}), "en")
    assert len(reading.drafts) == 3
    [told] = list_reasons(reading.refusals)
    assert told.startswith("Line 5: The pictures of the file")


def test_a_picture_as_the_value_of_a_cell_refuses_its_row_and_says_what_to_do():
    with zipfile.ZipFile(io.BytesIO(write_book(option_2="#VALUE!"))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    reading = read_questions(pack({**parts, "xl/richData/richValueRel.xml": "<a/>"}), "en")
    assert ["Place over cells" in one for one in list_reasons(reading.refusals)] == [True]


def test_files_are_found_by_path_or_name_in_any_case_and_others_are_told():
    row = write_csv(picture="Map.PNG", picture_words="A map", picture_2="more\\sea.png")
    files = {"x/sheet.csv": row, "x/map.png": RED, "x/more/sea.png": BLUE, "x/old.png": RED}
    beside = {"x/._map.png": "", "x/not-in-the-file.txt": "told"}
    reading = read_questions(pack({**files, **beside}), "en")
    [draft] = reading.drafts
    shown = {slot: (one.content, one.words) for slot, one in draft.media.items()}
    assert shown == {"stem": (RED, "A map"), "o2": (BLUE, "")}
    assert [one.partition(":")[0] for one in list_reasons(reading.notes)] == ["x/old.png"]
