"""Tags for pages of the back office."""

from typing import Any

from django import template
from django.conf import settings
from wagtail.blocks import Block
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.blocks.samples import find_sample
from cms.models import LessonLink
from cms.office.courses.lesson_facts import read_lesson_facts
from cms.office.following.lines import FollowedSource, read_followed_source
from cms.office.page_actions import describe_withdrawn
from cms.translation.sentences import complete_editor_facts
from courses.hours import describe_minutes

register = template.Library()


@register.simple_tag
def effects_on(page: Page) -> list[str]:
    """Return what is to be known before the page goes: of learners, course and quizzes."""
    return describe_withdrawn(page)


@register.simple_tag
def reading_time(course: Page) -> dict[str, Any]:
    """Return how long the lessons of a course take, as they say and by their words."""
    facts = read_lesson_facts(course.get_descendants()).values()
    said, read = (sum(getattr(one, name) for one in facts) for name in ("said", "read"))
    return {
        "said": said,
        "said_words": describe_minutes(said),
        "read_words": describe_minutes(read),
    }


@register.simple_tag
def followed_lesson(link: LessonLink) -> FollowedSource:
    """Return how a lesson stands with the one that it follows."""
    return read_followed_source(link)


@register.filter
def completed_for(props: str, translation: Translation) -> str:
    """Return what the editor of translations is given, with what a change of the source needs."""
    return complete_editor_facts(props, translation)


@register.simple_tag
def block_samples(block: Block) -> list[tuple[str, Any]]:
    """Return what the block looks like in each language that lessons are written in."""
    samples = [(code, find_sample(block.name, code)) for code in settings.CONTENT_LANGUAGES]
    return [(code, block.bind(block.normalize(sample))) for code, sample in samples]


@register.simple_tag
def drawn_sample(block: Block) -> dict[str, Any]:
    """Return the template of a block whose sample is drawn, and the languages of lessons."""
    template_name = f"blocks/samples/{block.name}.html"
    return {"template": template_name, "languages": settings.CONTENT_LANGUAGES}
