"""Addresses of courses in a language."""

from django.urls import reverse
from django.utils import translation


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"courses:{name}", args=args)


def lesson(number, language="en"):
    return address("lesson", "data", "module-1", f"lesson-{number}", language=language)
