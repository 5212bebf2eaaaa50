"""Gives roles their rights on pages; only this module puts persons into groups of Wagtail.

Rights on rows (people, plan, certificates) come from `cms.access.row_policy`, which asks the
roles of today and no group.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.admin.localization import get_available_admin_languages
from wagtail.models import Collection as MediaCollection
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail.users.models import UserProfile

from cms.access.page_permissions import REVIEW, TRANSLATE, ensure_own_permissions
from people.access import has_global_access, roles_of
from people.models import Agency, Person, Role
from people.queue import sweep_rows

# Wagtail checks rights on pages by tree, and only through groups. The names are stored, so they
# are no interface text and not translated.
_ROLE_GROUPS = {
    Role.Kind.TRAINER: "Trainers",
    Role.Kind.REVIEWER: "Reviewers",
    Role.Kind.TRANSLATOR: "Translators",
    Role.Kind.REGISTRAR: "Registrars",
    Role.Kind.SECRETARIAT: "Secretariat",
    Role.Kind.AUDITOR: "Auditors",
}
# Each agency with a shelf has a group of each of these kinds.
_AGENCY_GROUP_PREFIXES = {
    Role.Kind.TRAINER: "Trainers of ",
    Role.Kind.REVIEWER: "Reviewers of ",
    Role.Kind.TRANSLATOR: "Translators of ",
}
_AGENCY_GROUPS = Q()
for _prefix in _AGENCY_GROUP_PREFIXES.values():
    _AGENCY_GROUPS |= Q(name__startswith=_prefix)
_MANAGED_GROUPS = Q(name__in=_ROLE_GROUPS.values()) | _AGENCY_GROUPS
_ROLE_PERMISSIONS = {
    Role.Kind.TRAINER: ["access_admin", "submit_translation"],
    Role.Kind.REVIEWER: ["access_admin"],
    Role.Kind.TRANSLATOR: ["access_admin", "submit_translation"],
    Role.Kind.REGISTRAR: ["access_admin"],
    Role.Kind.SECRETARIAT: ["access_admin"],
    Role.Kind.AUDITOR: ["access_admin"],
}
_PAGE_RIGHTS = {
    Role.Kind.TRAINER: {"add_page", "change_page", "publish_page"},
    Role.Kind.REVIEWER: {REVIEW},
    Role.Kind.TRANSLATOR: {TRANSLATE},
}
_MEDIA_RIGHTS = {
    Role.Kind.TRAINER: ("add", "change", "choose"),
    # They open what a lesson shows, and put nothing anywhere.
    Role.Kind.REVIEWER: ("choose",),
    Role.Kind.TRANSLATOR: ("choose",),
}


def ensure_role_group(kind: Role.Kind) -> Group:
    """Return the group that lets everyone with the role into the back office."""
    group, created = Group.objects.get_or_create(name=_ROLE_GROUPS[kind])
    if created:
        group.permissions.set(Permission.objects.filter(codename__in=_ROLE_PERMISSIONS[kind]))
    return group


def share_media(collection: MediaCollection) -> None:
    """Let all who work on pages use the media of the collection, and change none."""
    for kind in _AGENCY_GROUP_PREFIXES:
        _set_media_rights(ensure_role_group(kind), collection, ("choose",))


@transaction.atomic
def grant_agency_pages(
    agency: Agency, pages: Iterable[Page], *, media: MediaCollection | None = None
) -> None:
    """Let those work on the pages who have such a role on the agency or above it."""
    pages = list(pages)
    # The shelf may have been another agency's until now.
    GroupPagePermission.objects.filter(_of_agency_groups(), page__in=pages).delete()
    for kind, prefix in _AGENCY_GROUP_PREFIXES.items():
        group = Group.objects.get_or_create(name=f"{prefix}{agency.code}")[0]
        _add_page_rights(group, pages, _PAGE_RIGHTS[kind])
        if media:
            _set_media_rights(group, media, _MEDIA_RIGHTS[kind])
    roles = Role.objects.filter(kind__in=_AGENCY_GROUP_PREFIXES).select_related("person", "agency")
    for role in roles:
        if agency.path.startswith(role.agency.path):
            sync_person_groups(role.person)


def _of_agency_groups() -> Q:
    return Q(group__in=Group.objects.filter(_AGENCY_GROUPS))


def _add_page_rights(group: Group, pages: Iterable[Page], rights: Collection[str]) -> None:
    """Let the group act on the pages and everything below them."""
    ensure_own_permissions()
    of_pages = Permission.objects.filter(content_type__app_label="wagtailcore")
    for page in pages:
        for permission in of_pages.filter(codename__in=rights):
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)


def _set_media_rights(group: Group, collection: MediaCollection, actions: Collection[str]) -> None:
    """Let the group do this with images and documents of the collection, and nothing else."""
    names = [f"{action}_{model}" for model in ("image", "document") for action in actions]
    due = Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=names
    )
    held = GroupCollectionPermission.objects.filter(group=group, collection=collection)
    held.exclude(permission__in=due).delete()
    for permission in due:
        held.get_or_create(group=group, collection=collection, permission=permission)


def _agency_groups(roles: Collection[Role]) -> QuerySet[Group]:
    """Return the groups of the agencies where the person has the roles, and of those below."""
    names: list[str] = []
    for kind, prefix in _AGENCY_GROUP_PREFIXES.items():
        held = [role.agency for role in roles if role.kind == kind]
        if held:
            groups = Group.objects.filter(name__startswith=prefix).values_list("name", flat=True)
            made = Agency.objects.filter(code__in=[name.removeprefix(prefix) for name in groups])
            codes = made.under(*held).values_list("code", flat=True)
            names += [f"{prefix}{code}" for code in codes]
    return Group.objects.filter(name__in=names)


def sync_person_groups(person: Person) -> None:
    """Put the person into the groups of today's roles, and out of those of past roles."""
    roles = person.roles_on(timezone.localdate())
    groups = [
        ensure_role_group(kind)
        for kind in _ROLE_GROUPS
        if any(role.kind == kind for role in roles)
    ]
    # Groups that an administrator gave by hand have other names and stay.
    due = {*groups, *_agency_groups(roles)}
    held = set(person.groups.filter(_MANAGED_GROUPS))
    if held - due:
        person.groups.remove(*(held - due))
    if due - held:
        person.groups.add(*(due - held))


def sync_all_groups() -> None:
    """Sync everybody who has, or had, a role."""
    # Roles begin and end by date, while their person stays signed in.
    members = Q(groups__in=Group.objects.filter(_MANAGED_GROUPS))
    people = Person.objects.filter(members | Q(roles__isnull=False)).distinct()
    sweep_rows(people, sync_person_groups)


@receiver(post_save, sender=Role, dispatch_uid="a_role_given")
@receiver(post_delete, sender=Role, dispatch_uid="a_role_taken")
def sync_groups_of_role(instance: Role, raw: bool = False, **kwargs: Any) -> None:
    if not raw:  # loaddata may load the role before its person
        sync_person_groups(instance.person)


@receiver(user_logged_in, dispatch_uid="roles_begin_and_end_by_date")
def sync_groups_at_sign_in(user: Person, **kwargs: Any) -> None:
    sync_person_groups(user)
    if has_global_access(user) or roles_of(user):
        _set_admin_language(user)


def _set_admin_language(person: Person) -> None:
    """Start the back office in the person's language; a choice made there stays."""
    profile = UserProfile.get_for_user(person)
    if not profile.preferred_language and person.language in dict(get_available_admin_languages()):
        profile.preferred_language = person.language
        profile.save(update_fields=["preferred_language"])
