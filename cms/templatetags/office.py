"""Tags for pages of the back office."""

from typing import Any

from django import template
from django.conf import settings
from wagtail.blocks import Block
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.blocks.samples import find_sample
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


@register.simple_tag
def block_samples(block: Block) -> list[tuple[str, Any]]:
    """Return what the block looks like in each language that lessons are written in."""
    samples = [(code, find_sample(block.name, code)) for code in settings.CONTENT_LANGUAGES]
    return [(code, block.bind(block.normalize(sample))) for code, sample in samples]
