"""Pushes the questions of banks into `courses`, all current languages of a question together."""

from __future__ import annotations

from uuid import UUID

from cms.models import BankItem, BankPage
from cms.models.banks import correct_option_ids, map_fixed_places, render_item
from cms.publishing.currency import BankCurrency
from cms.publishing.sources import as_published, live_pages, sort_by_order
from courses import catalogue
from courses.models import Item


def list_offered_keys(bank: UUID) -> list[UUID]:
    """Return the keys of the live bank's items in order; push those not in `courses` yet."""
    origin = live_pages(BankPage, bank).first()
    items = sort_by_order(as_published(origin).items.all()) if origin else []
    keys = [item.translation_key for item in items]
    if Item.objects.filter(key__in=keys, is_live=True).count() < len(keys):
        push_items(bank)
    return keys


def push_items(bank: UUID) -> None:
    """Push every item of the live bank in the languages in which it is current."""
    pages = [as_published(page) for page in live_pages(BankPage, bank)]
    if not pages:
        return
    currency = BankCurrency(pages[0], pages[1:])
    by_language = {
        page.language: {item.translation_key: item for item in page.items.all()} for page in pages
    }
    for item in pages[0].items.all():
        _push_item(item, by_language, currency)


def _push_item(
    item: BankItem, by_language: dict[str, dict[UUID, BankItem]], currency: BankCurrency
) -> None:
    """Push one item; a translation that does not yet offer the same options is left out."""
    options = {option.id for option in item.options}
    contents = {
        language: render_item(items[item.translation_key])
        for language, items in by_language.items()
        if item.translation_key in items
    }
    # The answer key holds ids of options, so every language must offer the same ones.
    same = {code: words for code, words in contents.items() if options == {*words["options"]}}
    catalogue.publish_item(
        key=item.translation_key,
        kind=item.kind,
        content=currency.select(item.translation_key, same),
        answer_key=correct_option_ids(item.options),
        fixed_places=map_fixed_places(item.options),
        bank=item.page.translation_key,
    )
