"""Keeps a part of a page for use at several places of it."""

from django import template

register = template.Library()


@register.simple_block_tag
def capture(content: str) -> str:
    """Keep what is inside, rendered once: ``{% capture as name %}…{% endcapture %}{{ name }}``."""
    return content
