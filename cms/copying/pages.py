"""Makes a page out of another one: its draft, with ids of its own and links into the copy."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from modelcluster.models import get_all_child_relations
from wagtail.models import Page
from wagtail.models.i18n import TranslatableMixin

from people.models import Person

# What Wagtail notes of a page: none of it is true of another one.
_OF_THE_PAGE = {
    **dict.fromkeys(("pk", "live_revision", "latest_revision", "alias_of", "locked_by")),
    **dict.fromkeys(("first_published_at", "last_published_at", "latest_revision_created_at")),
    **dict.fromkeys(("locked_at", "go_live_at", "expire_at", "url_path")),
    **{"live": False, "has_unpublished_changes": True, "locked": False, "expired": False},
    **{"numchild": 0, "wagtail_admin_comments": []},
}
_LINK = re.compile(r"<a\b[^>]*>")
_PAGE_LINK = re.compile(r'linktype=\\*"page\\*"')
_ID = re.compile(r'(\bid=\\*")(\d+)')


def copy_page(
    page: Page, parent: Page, *, by: Person, key: uuid.UUID | None = None, **fields: Any
) -> Page:
    """Add a copy of the page's draft below the parent, as a draft."""
    draft = page.get_latest_revision_as_object()
    data = draft.serializable_data() | _OF_THE_PAGE
    data |= {"translation_key": str(key or uuid.uuid4()), "owner": by.pk, **fields}
    for name in page.specific_class.exclude_fields_in_copy:
        data.pop(name, None)
    _renew_children(page, data)
    copy = page.specific_class.from_serializable_data(data, check_fks=True, strict_fks=False)
    copy.locale = parent.locale
    copy.path, copy.depth = None, None  # treebeard gives both
    parent.add_child(instance=copy)
    copy.save_revision(user=by)
    return copy


def _renew_children(page: Page, data: dict[str, Any]) -> None:
    """Give what belongs to the page rows and keys of its own."""
    for relation in get_all_child_relations(page.specific_class):
        name, is_keyed = (
            relation.get_accessor_name(),
            issubclass(relation.related_model, TranslatableMixin),
        )
        for child in data.get(name) or ():
            child["pk"], child[relation.field.name] = None, None
            if is_keyed:
                child["translation_key"] = str(uuid.uuid4())


def save_everywhere(page: Page, data: dict[str, Any], *, by: Person) -> None:
    """Save what was changed of a copy both as its row and as its draft: it was never published."""
    changed = type(page).from_serializable_data(data, check_fks=True, strict_fks=False)
    changed.pk = page.pk
    changed.save()
    changed.save_revision(user=by)


def lead_into_copy(value: Any, made: Mapping[int, int]) -> Any:
    """Return stored content whose links to pages of the original lead to those of the copy."""
    if isinstance(value, str):
        return _LINK.sub(lambda tag: _replace_link(tag[0], made), value)
    if isinstance(value, list):
        return [lead_into_copy(one, made) for one in value]
    if isinstance(value, dict):
        return {name: _lead_field(name, one, made) for name, one in value.items()}
    return value


def _lead_field(name: str, value: Any, made: Mapping[int, int]) -> Any:
    # Of a question: the lesson it belongs to. Of a rule of passing: the quiz it asks for.
    if name in ("reference", "quiz") and isinstance(value, int):
        return made.get(value, value)
    if name == "pass_rule" and value:
        return json.dumps(lead_into_copy(json.loads(value), made))
    return lead_into_copy(value, made)


def _replace_link(tag: str, made: Mapping[int, int]) -> str:
    if not _PAGE_LINK.search(tag):
        return tag
    return _ID.sub(lambda found: f"{found[1]}{made.get(int(found[2]), int(found[2]))}", tag)
