import pytest
from django.core.exceptions import ValidationError

from people.text.names import (
    MAX_NAME_LETTERS,
    MAX_UNBROKEN_LETTERS,
    name_key,
    validate_name_fits,
)


def test_the_key_of_a_name_fits_its_column():
    assert len(name_key("ဿ" * 120, "ß" * 120)) == 250


@pytest.mark.parametrize(
    "name",
    [
        "ခင်" * 40,
        "W" * MAX_UNBROKEN_LETTERS,
        " ".join(["Waw"] * 26),
        "ဒေါက်တာဒေါ်ခင်မျိုးသန္တာဝင်းကြည်ဉာဏ်လင်းသူဇာ",
        "Kyaw-Zeyar Lin O'Brien",
        "",
    ],
)
def test_names_that_a_certificate_holds_are_taken(name):
    validate_name_fits(name)


@pytest.mark.parametrize(
    "name",
    ["ခင်" * 41, "W" * (MAX_UNBROKEN_LETTERS + 1), "Waw " * 27, "က" * (MAX_NAME_LETTERS + 1)],
)
def test_names_that_no_certificate_holds_are_refused(name):
    with pytest.raises(ValidationError):
        validate_name_fits(name)
