"""A part of a page stands at several places of it, and is made once."""

from django.template import Context, Template


def test_what_is_captured_is_shown_wherever_it_is_named():
    captured = "{% capture as menu %}<b>{{ name }}</b>{% endcapture %}"
    page = "{% load fragments %}" + captured + "{{ menu }}{{ menu }}"
    assert Template(page).render(Context({"name": "<i>"})) == "<b>&lt;i&gt;</b>" * 2
