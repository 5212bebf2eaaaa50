"""Rules for passwords are in the reader's digits."""

import pytest
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils import translation


@pytest.mark.parametrize(("language", "digit"), [("my", "၈"), ("en", "8")])
def test_the_least_length_is_in_the_readers_digits(language, digit):
    with translation.override(language):
        assert any(digit in rule for rule in password_validators_help_texts())
        with pytest.raises(ValidationError) as refusal:
            validate_password("rq-w!")
        assert any(digit in words for words in refusal.value.messages)
