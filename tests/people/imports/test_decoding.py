import pytest

from people.imports.cells import InvalidValue
from people.imports.decoding import decode_any, decode_table
from people.imports.report import UnreadableFile


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_table_in_unicode_is_decoded_without_its_mark(encoding):
    assert decode_table("code;ကုဒ်\n".encode(encoding)) == "code;ကုဒ်\n"


def test_another_encoding_is_refused_with_the_line():
    with pytest.raises(UnreadableFile) as refusal:
        decode_table(b"one\ntwo\n\xe9t\xe9\n")
    assert [(problem.line, problem.field) for problem in refusal.value.problems] == [(3, "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_encoding_of_a_spreadsheet_is_recognised(encoding):
    assert decode_any("code;ကုဒ်".encode(encoding)) == "code;ကုဒ်"


def test_an_old_windows_is_recognised():
    assert decode_any("José".encode("cp1252")) == "José"


def test_what_is_no_text_is_refused():
    with pytest.raises(InvalidValue):
        decode_any(b"\x89PNG\r\n\x1a\n\0\0\0\0")
