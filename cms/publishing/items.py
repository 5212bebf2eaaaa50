"""Pushes the questions of banks into `courses`, all current languages of a question together."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from cms.models import BankItem, BankPage
from cms.models.banks import render_item
from cms.publishing.currency import BankCurrency
from cms.publishing.item_files import CopiedMedia, copy_media
from cms.publishing.sources import as_published, live_pages
from cms.questions.facts import fold_tags
from cms.questions.media import list_chosen
from cms.questions.parts import merge_keys, read_parts
from courses import catalogue
from courses.items.kinds import InvalidItem, list_parts, validate_question
from courses.models import Item


def list_offered_keys(bank: UUID) -> list[UUID]:
    """Return the keys of the live bank's items in order; push those not in `courses` yet."""
    origin = live_pages(BankPage, bank).select_related("live_revision").first()
    keys = list_published_keys(origin) if origin else []
    if Item.objects.filter(key__in=keys, is_live=True).count() < len(keys):
        push_items(bank)
    return keys


def list_published_keys(page: BankPage) -> list[UUID]:
    """Return the keys of the questions as published, in order."""
    # Read and not built: a bank may hold thousands, and each of its quizzes asks for them.
    content = page.live_revision.content if page.live_revision else page.serializable_data()
    items = sorted(content["items"], key=lambda one: one["sort_order"] or 0)
    return [UUID(one["translation_key"]) for one in items]


def push_items(bank: UUID) -> None:
    """Push every item of the live bank in the languages in which it is current."""
    pages = [as_published(page) for page in live_pages(BankPage, bank)]
    if not pages:
        return
    currency = BankCurrency(pages[0], pages[1:])
    by_language = {
        page.language: {item.translation_key: item for item in page.items.all()} for page in pages
    }
    described = (_describe_item(item, by_language, currency) for item in pages[0].items.all())
    catalogue.items.publish_items([one for one in described if one])


def _describe_item(
    item: BankItem, by_language: dict[str, dict[UUID, BankItem]], currency: BankCurrency
) -> catalogue.items.QuestionFacts | None:
    """Return one item; a translation that does not yet offer the same parts is left out.

    None where a picture or sound is missing: what was published before is asked on, with the
    copies that it has.
    """
    written = {
        language: items[item.translation_key]
        for language, items in by_language.items()
        if item.translation_key in items
    }
    chosen = {language: list_chosen(one) for language, one in written.items()}
    if any(value.is_missing for one in chosen.values() for value in one.values()):
        return None
    media = {language: copy_media(one) for language, one in chosen.items()}
    shown = {language: _render_words(one, media[language]) for language, one in written.items()}
    # The language of the page: that of each question would be read for itself.
    language = item.page.language
    parts, source = read_parts(item), shown[language]
    # The answer key holds ids of parts, so every language must offer the same ones.
    contents = {
        language: words
        for language, words in shown.items()
        if list_parts(words) == list_parts(source)
        and not read_parts(written[language]).list_wordless()
        and _fits(item.kind, words, parts.answer_key)
    }
    # A source that cannot be asked is refused by the catalogue.
    asked = contents or {language: source}
    current = currency.select(item.translation_key, asked)
    keys = [read_parts(written[code]).answer_key for code in current]
    return catalogue.items.QuestionFacts(
        key=item.translation_key,
        kind=item.kind,
        content=current,
        answer_key=merge_keys(item.kind, [parts.answer_key, *keys]),
        fixed_places=parts.fixed_places,
        bank=item.page.translation_key,
        known=_describe_known(item),
        files={name: file for code in current for name, file in media[code].files.items()},
    )


def _render_words(item: BankItem, media: CopiedMedia) -> dict[str, Any]:
    # Without media as before there were any, so that nothing makes a new version.
    return render_item(item) | ({"media": media.facts} if media.facts else {})


def _describe_known(item: BankItem) -> catalogue.items.ItemFacts:
    """Return what sections draw by; the lesson and the note stay with the author."""
    return catalogue.items.ItemFacts(
        tags=fold_tags(item.tags),
        skill=item.skill_id,
        level=item.level,
        difficulty=item.difficulty,
        option_order=[*read_parts(item).words.get("options", {})],
    )


def _fits(kind: str, words: dict[str, Any], answer_key: Any) -> bool:
    """Return whether the words can be asked: a mark may be lost in translation."""
    try:
        validate_question(kind, {"": words}, answer_key)
    except InvalidItem:
        return False
    return True
