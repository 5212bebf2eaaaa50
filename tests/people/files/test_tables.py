"""Files hold nothing that a spreadsheet would calculate, and read as UTF-8."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from openpyxl import load_workbook

from people.files.streamed_workbook import stream_xlsx
from people.files.tables import Sheet, escape_row, write_csv

SHEET = Sheet("Targets", ["Unit", "Held"], (['ပြည်ထဲရေး, "MOHA"', 3.0], ["=1+1", 1.5]))


def read_workbook(*sheets):
    return load_workbook(io.BytesIO(b"".join(stream_xlsx(*sheets))))


def test_a_csv_file_is_marked_as_utf8_and_keeps_its_cells():
    text = "".join(write_csv(SHEET))
    assert text.startswith("\ufeffUnit,Held\r\n")
    assert text.count("\ufeff") == 1
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[1:] == [['ပြည်ထဲရေး, "MOHA"', "3"], ["'=1+1", "1.5"]]


def test_a_workbook_has_a_page_for_each_sheet_with_a_name_that_fits():
    long = Sheet("x" * 40, ["a"], ())
    book = read_workbook(SHEET, long)
    assert book.sheetnames == ["Targets", "x" * 30 + "…"]
    assert [cell.value for cell in book["Targets"][2]] == ['ပြည်ထဲရေး, "MOHA"', 3]
    assert [(cell.value, cell.data_type) for cell in book["Targets"][3]] == [
        ("'=1+1", "s"), (1.5, "n")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("စွမ်းဆောင်ရည်မြှင့်တင်ရေး နှစ်စဉ်အစီအစဉ်", "စွမ်းဆောင်ရည်မြှင့်တင်ရေး…"),
        ("ဝန်ထမ်းများနှင့်ကျွမ်းကျင်မှုများ", "ဝန်ထမ်းများနှင့်ကျွမ်းကျင်မှု…"),
        ("နိုင်ငံတကာညွှန်းကိန်းများအတွက်", "နိုင်ငံတကာညွှန်းကိန်းများအတွက်"),
    ],
)
def test_a_long_burmese_name_is_cut_behind_a_word_or_a_syllable(name, shown):
    assert read_workbook(Sheet(name, ["a"], ())).sheetnames == [shown]


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_no_text_of_a_file_is_calculated(start):
    assert escape_row([f"{start}1+1", -1, None]) == [f"'{start}1+1".replace("\r", "\r"), -1, None]


@pytest.mark.parametrize("write", [write_csv, stream_xlsx])
def test_lines_are_taken_as_they_are_written(write):
    taken = []

    def lines():
        for number in range(1000):
            taken.append(number)
            yield [number]

    pieces = write(Sheet("x", ["a"], lines()))
    assert next(pieces)
    assert not taken
    next(pieces)
    assert 0 < len(taken) < 1000


def test_a_workbook_that_is_sent_while_it_is_written_reads_as_any_other():
    lines = [
        ["<b>&", 7, None, 1.5],
        ["\x0bသန္တာ\n ဝင်း ", "=1+1", "", True],
        *[[n] for n in range(500)],
    ]
    long = Sheet("People & <more> of a very long name", ["Name", "Grade"], lines)
    content = io.BytesIO(b"".join(stream_xlsx(long)))
    book = load_workbook(content)
    assert book.sheetnames == ["People & <more> of a very long…"]
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:2] == ("Name", "Grade")
    assert rows[1][:4] == ("<b>&", 7, None, 1.5)
    assert rows[2][:4] == ("သန္တာ\n ဝင်း ", "'=1+1", "", "True")
    assert [row[0] for row in rows[3:]] == list(range(500))
    with zipfile.ZipFile(content) as parts:
        assert parts.testzip() is None


def test_a_workbook_keeps_its_headings_in_sight_and_days_as_days():
    day = dt.date(2026, 11, 23)
    long = "မြို့နယ်ရုံး " * 20
    book = read_workbook(Sheet("a", ["Unit", "Day"], ([long, day], ["b", None])))
    page = book["a"]
    assert page.freeze_panes == "A2"
    assert [cell.font.bold for cell in page[1]] == [True, True]
    assert not page["A2"].font.bold
    assert (page["B2"].is_date, page["B2"].value.date()) == (True, day)
    widths = [page.column_dimensions[letter].width for letter in "AB"]
    assert widths == [50, 12]
    assert "".join(write_csv(Sheet("a", ["Day"], [[day]]))).endswith("2026-11-23\r\n")


def test_what_a_file_is_about_stands_behind_an_empty_line():
    pieces = "".join(write_csv(Sheet("a", ["Unit"], [["b"]], about=[["Day", "=1"]])))
    assert pieces == "\ufeffUnit\r\nb\r\n\r\nDay,'=1\r\n"
    assert "".join(write_csv(Sheet("a", ["Unit"], [["b"]]))) == "\ufeffUnit\r\nb\r\n"
