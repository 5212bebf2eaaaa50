"""Decides what a person may do with one page: trainers write, translators translate.

Wagtail knows rights to add, change and publish. Ours beside them, `TRANSLATE`, reaches the
translations below a page and nothing else of them. Whether one publishes one's own work is a
setting of the agency whose shelf holds the page.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import cached_property
from wagtail.models import AbstractPage, Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail_localize.models import StringTranslation, Translation

from people.access import has_global_access
from people.dual_control import asked_by_same_authority, is_same_authority
from people.models import Agency

if TYPE_CHECKING:
    from wagtail.models import Revision

    from people.models import Person

TRANSLATE = "translate_page"
_WRITE_RIGHTS = {"add", "change"}
_NOTED_BY_WAGTAIL = {
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "wagtail_admin_comments",
}
_RULES_CACHE = "_publishing_rules"


def ensure_translate_permission() -> Permission:
    """Return the right to translate, made unless it exists: Wagtail's page model has none."""
    return Permission.objects.get_or_create(
        codename=TRANSLATE,
        content_type=ContentType.objects.get_for_model(Page),
        defaults={"name": "Can translate page"},
    )[0]


class TreePermissionPolicy(PagePermissionPolicy):
    """Lists the pages that a person may translate among those that they may change."""

    def _get_permission_codenames(self, actions: Collection[str]) -> set[str]:
        names = super()._get_permission_codenames(actions)
        return names | {TRANSLATE} if "change" in actions else names


def register_page_policy() -> None:
    """Put our policy in the place of Wagtail's, for all pages."""
    policy_registry.register(AbstractPage, TreePermissionPolicy())


class TreePermissionTester(PagePermissionTester):
    """Tells what the person may do with the page; each view and button of Wagtail asks here."""

    user: Person
    page: Page

    @property
    def _rights(self) -> set[str]:
        # Wagtail reads no rights of superusers, who need none, and of the inactive, who have none.
        return getattr(self, "permissions", set())

    @property
    def _has_all_rights(self) -> bool:
        return self.user.is_active and self.user.is_superuser

    @cached_property
    def is_translation(self) -> bool:
        """Whether the page is kept in step with its source, and edited sentence by sentence."""
        managed = Translation.objects.filter(
            source__object_id=self.page.translation_key,
            target_locale=self.page.locale_id,
            enabled=True,
        )
        return self.page.alias_of_id is None and managed.exists()

    def can_write(self) -> bool:
        """Return whether the person writes here, and does not only translate."""
        return not self.page_is_root and (
            self._has_all_rights or bool(_WRITE_RIGHTS & self._rights)
        )

    def can_work(self) -> bool:
        """Return whether the person writes here, or translates what is written here."""
        return self.can_write() or "translate" in self._rights

    def _can_translate(self) -> bool:
        return "translate" in self._rights and self.is_translation

    def can_edit(self) -> bool:
        return super().can_edit() or (not self.page_is_root and self._can_translate())

    def can_copy(self) -> bool:
        return super().can_edit()

    def can_publish(self) -> bool:
        if self._has_all_rights or self.page_is_root:
            return super().can_publish()
        rule = _publishing_rule(self.user, self.page)
        if super().can_publish():
            return rule != Agency.Publishing.SECOND_PERSON or not self._is_own_work()
        return rule == Agency.Publishing.AUTHORS and self._can_translate()

    def can_publish_subpage(self) -> bool:
        # What is published as it is made is nobody's work but the person's own.
        return super().can_publish_subpage() and (
            self._has_all_rights or not needs_second_person(self.user, self.page)
        )

    def can_unschedule(self) -> bool:
        return self.can_publish() and self.can_write()

    def can_set_view_restrictions(self) -> bool:
        # `courses` serves lessons to everybody: a page that is private would be private nowhere.
        return False

    def can_view_revisions(self) -> bool:
        # Differences between versions of a question bank show which answers are right.
        return super().can_view_revisions() and self.can_write()

    def _is_own_work(self) -> bool:
        """Return whether the person, or a deputy of theirs, wrote last what would be published."""
        if self.is_translation:
            sentences = StringTranslation.objects.filter(
                context__object_id=self.page.translation_key, locale=self.page.locale_id
            )
            own = asked_by_same_authority(self.user, asker="last_translated_by", at="updated_at")
            return sentences.filter(own).exists()
        latest = self.page.latest_revision
        return latest is None or _is_written_by(self.user, latest)


def needs_second_person(person: Person, page: Page) -> bool:
    """Return whether the page's agency wants work published by somebody who did not write it."""
    return _publishing_rule(person, page) == Agency.Publishing.SECOND_PERSON


def must_wait_for_second_person(person: Person, page: Page) -> bool:
    """Return whether the version just saved holds changes of the person, who may not publish them.

    Whoever publishes what another wrote saves a version too: it is equal to the one before.
    """
    if has_global_access(person) or not needs_second_person(person, page):
        return False
    versions = list(page.revisions.order_by("-pk")[:2])
    if len(versions) < 2:
        return True
    saved, before = versions
    return _is_written_by(person, before) or _words_of_refusal(saved) != _words_of_refusal(before)


def _is_written_by(person: Person, revision: Revision) -> bool:
    """Return whether the person wrote the version, or somebody who shares their right."""
    return is_same_authority(person, revision.user_id, since=revision.created_at)


def _words_of_refusal(revision: Any) -> dict[str, Any]:
    """Return what a version says, without what Wagtail notes in it of itself."""
    return {
        name: value for name, value in revision.content.items() if name not in _NOTED_BY_WAGTAIL
    }


def _publishing_rule(person: Person, page: Page) -> str:
    """Return the setting of the agency of the nearest shelf above the page."""
    rules = _read_publishing_rules(person)
    nearest = max((path for path in rules if page.path.startswith(path)), key=len, default="")
    return rules.get(nearest, Agency.Publishing.AUTHORS)


def _read_publishing_rules(person: Person) -> dict[str, str]:
    """Return the settings by the path of the shelf, read once for all pages of a request."""
    # Kept on the person as Wagtail keeps their rights: lists ask for each of their rows.
    cache: dict[str, Any] = person.__dict__
    if _RULES_CACHE not in cache:
        shelves = apps.get_model("cms", "AgencyCatalogPage").objects
        cache[_RULES_CACHE] = dict(shelves.values_list("path", "agency__publishing"))
    return cache[_RULES_CACHE]
