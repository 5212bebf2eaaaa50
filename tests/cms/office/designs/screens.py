"""The screens of a design, as a browser fills them."""

from django.conf import settings
from django.urls import reverse

from tests.certification.design_factories import PEOPLE


def address(view, design):
    return reverse(f"designs:{view}", args=[design.pk])


def form(page, **changes):
    """What a browser would send back of the form, with changes; None leaves a field out."""
    sent = {}
    for field in page.context["form"]:
        value = field.value()
        if hasattr(field.field.widget, "widgets"):
            sent |= {
                f"{field.html_name}_{code}": (value or {}).get(code, "")
                for code in settings.CONTENT_LANGUAGES
            }
        elif value not in (None, False):
            sent[field.html_name] = value
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def write(client, design, **changes):
    page = client.get(address("edit", design))
    return client.post(address("edit", design), form(page, **changes))


def signatory(row, place):
    my, en, position, english = PEOPLE[row - 1]
    return {
        f"place_{row}": place,
        f"names_{row}_my": my,
        f"names_{row}_en": en,
        f"positions_{row}_my": position,
        f"positions_{row}_en": english,
    }
