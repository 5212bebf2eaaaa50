"""A list of codes is read however a spreadsheet wrote it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.verification.bulk.upload import (
    MAX_LIST_BYTES,
    MAX_ROWS,
    CodeRow,
    read_code_list,
)
from people.imports.cells import InvalidValue

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_list_is_read_however_a_spreadsheet_wrote_it(encoding, separator):
    text = f"Code{separator}Name\r\n7K2M-9QXR-4T8N{separator}ဒေါ်ခင်မျိုးသန္တာ\r\n"
    expected = [CodeRow(2, "7K2M-9QXR-4T8N", "ဒေါ်ခင်မျိုးသန္တာ")]
    assert read_code_list(text.encode(encoding)) == expected


def test_the_letters_of_an_old_windows_are_read():
    assert read_code_list("7K2M9QXR4T8N;José".encode("cp1252"))[0].name == "José"


def test_columns_are_found_by_their_headings_in_any_order():
    read = read_code_list("အမည်,no,ကုဒ်\nU Aung,1,7K2M9QXR4T8N".encode())
    assert read == [CodeRow(2, "7K2M9QXR4T8N", "U Aung")]


def test_a_list_needs_no_heading_and_empty_lines_keep_their_number():
    read = read_code_list(b"7K2M9QXR4T8N\n\n \n0123456789AB")
    assert [(row.line, row.code) for row in read] == [(1, "7K2M9QXR4T8N"), (4, "0123456789AB")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no code"),
        (b" \r\n,,\n", "no code"),
        (b"code,name\n", "no code"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\0", "not a list in text"),
        (b"7K2M\x81\x8d\x00\xff", "not a list in text"),
        (b"7K2M9QXR4T8N\n" * (MAX_ROWS + 1), "Line 5001"),
        (b"x" * (MAX_LIST_BYTES + 1), "larger than 1 MB"),
        (b'a\n"' + b"x" * 200_000, "from line 2 on"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(content, words):
    with pytest.raises(InvalidValue) as refusal:
        read_code_list(content)
    assert words in str(refusal.value.message)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused_in_words(content):
    with suppress(InvalidValue):
        assert read_code_list(content)
