"""Tags for pages of the back office."""

from django import template
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.office.page_actions import describe_effects
from cms.translation.sentences import complete_editor_facts

register = template.Library()


@register.simple_tag
def effects_on(page: Page) -> list[str]:
    """Return what is to be known before the page goes: of its learners, and of its course."""
    return list(describe_effects(page))


@register.filter
def completed_for(props: str, translation: Translation) -> str:
    """Return what the editor of translations is given, with what a change of the source needs."""
    return complete_editor_facts(props, translation)
