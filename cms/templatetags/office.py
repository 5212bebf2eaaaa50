"""Tags for pages of the back office."""

from django import template
from wagtail.models import Page

from cms.office.page_actions import describe_learners

register = template.Library()


@register.simple_tag
def learners_of(page: Page) -> str:
    """Return a sentence on the learners of the page's course, if there are any."""
    return describe_learners(page)
