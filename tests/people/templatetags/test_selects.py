"""The options of a list are those that Django's own templates write."""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe

CHOICES = [
    ("", "All"),
    ("a&b", 'A <b> & "b"'),
    (1000, 1000),
    ("safe", mark_safe("<i>x</i>")),
    ("Group <1>", [("g1", "One"), ("g2", "Two")]),
]


class _Marked(forms.Select):
    """A widget that gives an option attributes of its own."""

    def create_option(self, name, value, *rest, **words):
        option = super().create_option(name, value, *rest, **words)
        option["attrs"] |= {"hidden": value == "", "data-of": f"<{value}>"}
        return option


class _OwnOption(forms.Select):
    """A widget whose options have a template of their own."""

    option_template_name = "django/forms/widgets/input_option.html"


def test_a_list_is_written_as_by_django_itself():
    widgets = [
        forms.Select(choices=CHOICES),
        forms.SelectMultiple(choices=CHOICES, attrs={"size": 3}),
        _Marked(choices=CHOICES),
        _OwnOption(choices=CHOICES),
    ]
    for widget in widgets:
        for value in (["a&b", "g2"], [], [1000]):
            ours, own = (
                parse_html(widget.render("x", value, {"id": "id_x"}, renderer))
                for renderer in (None, DjangoTemplates())
            )
            assert ours == own
