"""Decides what a person may do with one page: trainers write, reviewers publish.

Wagtail knows rights to add, change and publish. Ours beside them, `TRANSLATE`, reaches the
translations below a page and nothing else of them; `REVIEW` shows pages and changes none. Who
publishes is a setting of the agency whose shelf holds the page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import AbstractPage, GroupPagePermission, Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail_localize.models import StringTranslation

from cms.access.review_parts import find_own_parts, list_translations
from people.access import has_global_access, roles_of
from people.dual_control import asked_by_same_authority, is_same_authority
from people.models import Agency, Role, list_line_paths

if TYPE_CHECKING:
    from wagtail.models import Revision

    from cms.models import PageReview
    from people.models import Person

TRANSLATE, REVIEW = "translate_page", "review_page"
_OWN_RIGHTS = {TRANSLATE: "Can translate page", REVIEW: "Can review page"}
_WRITE_RIGHTS = {"add", "change"}
_NOTED_BY_WAGTAIL = {
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "wagtail_admin_comments",
}
_RULES_CACHE, _REVIEWS_CACHE = "_publishing_rules", "_waiting_reviews"
# Where nobody publishes their own work.
_BY_OTHERS = {Agency.Publishing.SECOND_PERSON, Agency.Publishing.REVIEWER}


@dataclass(frozen=True)
class _ShelfRule:
    """Who publishes on a shelf, and where its agency stands."""

    publishing: str = Agency.Publishing.AUTHORS
    agency_path: str = ""
    editor_path: str | None = ""  # of the agency above whose reviewers have the last word


def ensure_own_permissions() -> None:
    """Make our rights on pages unless they exist: Wagtail's page model has none of them."""
    of_pages = ContentType.objects.get_for_model(Page)
    for codename, name in _OWN_RIGHTS.items():
        Permission.objects.get_or_create(
            codename=codename, content_type=of_pages, defaults={"name": name}
        )


class TreePermissionPolicy(PagePermissionPolicy):
    """Lists the pages that a person may translate among those that they may change.

    And those that they review among those that they may publish.
    """

    def _get_permission_codenames(self, actions: Collection[str]) -> set[str]:
        names = super()._get_permission_codenames(actions)
        names |= {TRANSLATE} if "change" in actions else set()
        return names | {REVIEW} if "publish" in actions else names

    def get_all_permissions_for_user(self, user: Person) -> QuerySet[GroupPagePermission]:
        # With the root of the tree: whoever works in two languages begins there.
        top = Page.objects.filter(path=Left(OuterRef("page__path"), Page.steplen))
        rights = super().get_all_permissions_for_user(user)
        return rights.annotate(root=Subquery(top.order_by().values("pk")))

    def explorable_root_instance(self, user: Person) -> Page | None:
        """Return where the person's pages begin, which reading their rights has told mostly."""
        if user.is_superuser:
            return super().explorable_root_instance(user)
        pages = self.instances_with_direct_explore_permission(user)
        path = posixpath.commonprefix([page.path for page in pages])
        for page in pages:
            if page.path == path:
                return page
        if len(path) // Page.steplen != 1:
            return super().explorable_root_instance(user)
        root = self.get_cached_permissions_for_user(user)[0].root
        # What else Wagtail asks of it, it reads then.
        return Page.from_db(None, ["id", "path", "depth"], [root, path[: Page.steplen], 1])


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
        # Whoever reads one page to show it may have asked this in the same query.
        known = getattr(self.page, "is_in_step", None)
        return bool(list_translations([self.page])) if known is None else known

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
        rule = self.rule.publishing
        if rule == Agency.Publishing.REVIEWER:
            return self.can_review() and not self.passes_on()
        if super().can_publish():
            return rule != Agency.Publishing.SECOND_PERSON or not self._is_own_work()
        return rule == Agency.Publishing.AUTHORS and self._can_translate()

    def can_publish_agreed(self) -> bool:
        """Return whether the person publishes here what two people agreed on, one being them."""
        return PagePermissionTester.can_publish(self) and (
            self._has_all_rights or not self.needs_reviewer()
        )

    def can_publish_subpage(self) -> bool:
        # What is published as it is made is nobody's work but the person's own.
        return super().can_publish_subpage() and (
            self._has_all_rights or self.rule.publishing not in _BY_OTHERS
        )

    @cached_property
    def rule(self) -> _ShelfRule:
        """The setting of the agency of the nearest shelf above the page."""
        return _find_rule(self.user, self.page)

    def needs_reviewer(self) -> bool:
        """Return whether the page's agency has its work published by reviewers only."""
        return not self.page_is_root and self.rule.publishing == Agency.Publishing.REVIEWER

    def is_reviewer(self) -> bool:
        """Return whether the person reviews here, by the roles of today."""
        # Groups of Wagtail lag behind a role that ends by its day.
        agency = self.rule.agency_path
        return self._has_all_rights or any(
            bool(agency) and agency.startswith(role.agency.path)
            for role in roles_of(self.user, Role.Kind.REVIEWER)
        )

    def has_reviewers(self) -> bool:
        """Return whether anybody reviews here today."""
        above = list_line_paths(self.rule.agency_path)
        roles = Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.REVIEWER)
        return roles.filter(agency__path__in=above, person__is_active=True).exists()

    def can_review(self) -> bool:
        """Return whether the person decides on what waits here: the work of others only."""
        if not self.decides_here():
            return False
        review = _find_waiting_review(self.user, self.page)
        if review is None or not self.reaches(review):
            return False
        return not find_own_parts(self.user, [(review, self.page)])

    def passes_on(self) -> bool:
        """Return whether what waits goes on to the editors once a reviewer finds it good."""
        review = _find_waiting_review(self.user, self.page)
        return bool(self.rule.editor_path and review and review.passed_by_id is None)

    def reaches(self, review: PageReview) -> bool:
        """Return whether it is the person's turn: editors decide on what a reviewer passed on."""
        editor = self.rule.editor_path
        if not editor or review.passed_by_id is None or review.passed_at is None:
            return True
        # Two persons: the last word is nobody's who had the first.
        if is_same_authority(self.user, review.passed_by_id, since=review.passed_at):
            return False
        return self._is_editor()

    def _is_editor(self) -> bool:
        editor, roles = self.rule.editor_path or "", roles_of(self.user, Role.Kind.REVIEWER)
        return self._has_all_rights or any(editor.startswith(one.agency.path) for one in roles)

    def can_open_edition(self) -> bool:
        """Return whether the person says of the course that a change matters: who publishes it."""
        if self.needs_reviewer():
            return self._is_editor() if self.rule.editor_path else self.is_reviewer()
        return self.can_write() and self.can_publish()

    def decides_here(self) -> bool:
        """Return whether the person decides on the work of others here."""
        return self.needs_reviewer() and self.is_reviewer()

    def can_submit(self) -> bool:
        """Return whether the person hands in work here, or takes it back."""
        return self.needs_reviewer() and self.can_edit()

    def can_unschedule(self) -> bool:
        return self.can_write() and (self.can_publish() or self.needs_reviewer())

    def can_set_view_restrictions(self) -> bool:
        # `courses` serves lessons to everybody: a page that is private would be private nowhere.
        return False

    def can_view_revisions(self) -> bool:
        # Differences between versions of a question bank show which answers are right.
        return super().can_view_revisions() and (self.can_write() or self.can_review())

    def _is_own_work(self) -> bool:
        """Return whether the person, or a deputy of theirs, wrote last what would be published."""
        if self.is_translation:
            return self._list_own_sentences().exists()
        latest = self.page.latest_revision
        return latest is None or _is_written_by(self.user, latest)

    def _list_own_sentences(self) -> QuerySet[StringTranslation]:
        own = asked_by_same_authority(self.user, asker="last_translated_by", at="updated_at")
        return StringTranslation.objects.filter(
            own, context__object_id=self.page.translation_key, locale=self.page.locale_id
        )


def must_wait_for_reviewer(person: Person, page: Page) -> bool:
    """Return whether a reviewer publishes the page, and where that is done: not in the editor."""
    return not has_global_access(person) and bool(
        _find_rule(person, page).publishing == Agency.Publishing.REVIEWER
    )


def must_wait_for_second_person(person: Person, page: Page) -> bool:
    """Return whether the version just saved holds changes of the person, who may not publish them.

    Whoever publishes what another wrote saves a version too: it is equal to the one before.
    """
    rule = _find_rule(person, page).publishing
    if has_global_access(person) or rule != Agency.Publishing.SECOND_PERSON:
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


def _find_rule(person: Person, page: Page) -> _ShelfRule:
    """Return the setting of the agency of the nearest shelf above the page."""
    rules = _read_shelf_rules(person)
    nearest = max((path for path in rules if page.path.startswith(path)), key=len, default="")
    return rules.get(nearest, _ShelfRule())


def _read_shelf_rules(person: Person) -> dict[str, _ShelfRule]:
    """Return the settings by the path of the shelf, read once for all pages of a request."""
    # Kept on the person as Wagtail keeps their rights: lists ask for each of their rows.
    cache: dict[str, Any] = person.__dict__
    if _RULES_CACHE not in cache:
        shelves = apps.get_model("cms", "AgencyCatalogPage").objects
        rows = shelves.values_list(
            *("path", "agency__publishing", "agency__path", "agency__review_rules__editor__path")
        )
        cache[_RULES_CACHE] = {path: _ShelfRule(*rule) for path, *rule in rows}
    return cache[_RULES_CACHE]


def _find_waiting_review(person: Person, page: Page) -> PageReview | None:
    """Return what waits on the page, read once for all pages of a request."""
    cache: dict[str, Any] = person.__dict__
    if _REVIEWS_CACHE not in cache:
        waiting = apps.get_model("cms", "PageReview").objects.waiting()
        cache[_REVIEWS_CACHE] = {review.page_id: review for review in waiting}
    return cache[_REVIEWS_CACHE].get(page.pk)


def forget_reviews(person: Person) -> None:
    """Have what waits read anew: somebody handed in or decided just now."""
    person.__dict__.pop(_REVIEWS_CACHE, None)
