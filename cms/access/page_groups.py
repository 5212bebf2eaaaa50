"""Gives roles their rights on pages; only this module puts persons into groups of Wagtail.

Rights on rows (people, plan, certificates) come from `cms.access.row_policy`, which asks the
roles of today and no group.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.admin.localization import get_available_admin_languages
from wagtail.models import Collection as MediaCollection
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail.users.models import UserProfile

from people.access import has_global_access, roles_of
from people.models import Agency, Person, Role

# Wagtail checks rights on pages by tree, and only through groups. The names are stored, so they
# are no interface text and not translated.
_ROLE_GROUPS = {
    Role.Kind.TRAINER: "Trainers",
    Role.Kind.TRANSLATOR: "Translators",
    Role.Kind.REGISTRAR: "Registrars",
    Role.Kind.SECRETARIAT: "Secretariat",
    Role.Kind.AUDITOR: "Auditors",
}
_TRAINERS_PREFIX = "Trainers of "
_MANAGED_GROUPS = Q(name__in=_ROLE_GROUPS.values()) | Q(name__startswith=_TRAINERS_PREFIX)
_ROLE_PERMISSIONS = {
    Role.Kind.TRAINER: ["access_admin", "submit_translation"],
    Role.Kind.TRANSLATOR: ["access_admin", "submit_translation"],
    Role.Kind.REGISTRAR: ["access_admin"],
    Role.Kind.SECRETARIAT: ["access_admin"],
    Role.Kind.AUDITOR: ["access_admin"],
}
_PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
# Media has no right to delete: a picture may stand in a published lesson.
_MEDIA_RIGHTS = tuple(
    f"{action}_{model}"
    for model in ("image", "document")
    for action in ("add", "change", "choose")
)


def ensure_role_group(kind: Role.Kind) -> Group:
    """Return the group that lets everyone with the role into the back office."""
    group, created = Group.objects.get_or_create(name=_ROLE_GROUPS[kind])
    if created:
        group.permissions.set(Permission.objects.filter(codename__in=_ROLE_PERMISSIONS[kind]))
    return group


def _ensure_trainers_group(agency: Agency) -> Group:
    """Return the group of an agency's trainers; `grant_agency_pages` gives it its rights."""
    return Group.objects.get_or_create(name=f"{_TRAINERS_PREFIX}{agency.code}")[0]


def grant_pages(
    group: Group, pages: Iterable[Page], rights: Collection[str] = _PAGE_RIGHTS
) -> None:
    """Let the group act on the pages and everything below them."""
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=rights
    )
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(
                group=group, page=page, permission=permission
            )


def grant_media(group: Group, collection: MediaCollection) -> None:
    """Let the group add, change and choose images and documents of the collection."""
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=_MEDIA_RIGHTS
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def grant_agency_pages(
    agency: Agency, pages: Iterable[Page], *, media: MediaCollection | None = None
) -> Group:
    """Let the trainers of the agency, and of agencies above it, write on the pages."""
    group = _ensure_trainers_group(agency)
    grant_pages(group, pages)
    if media:
        grant_media(group, media)
    for role in Role.objects.filter(kind=Role.Kind.TRAINER).select_related("person", "agency"):
        if agency.path.startswith(role.agency.path):
            sync_person_groups(role.person)
    return group


def _agency_groups(roles: Iterable[Role]) -> QuerySet[Group]:
    """Return the groups of the agencies where the roles make one a trainer, and of those below."""
    codes = Group.objects.filter(name__startswith=_TRAINERS_PREFIX).values_list("name", flat=True)
    agencies = Agency.objects.filter(
        code__in=[name.removeprefix(_TRAINERS_PREFIX) for name in codes]
    )
    training = [role.agency for role in roles if role.kind == Role.Kind.TRAINER]
    names = agencies.under(*training).values_list("code", flat=True)
    return Group.objects.filter(name__in=[f"{_TRAINERS_PREFIX}{code}" for code in names])


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
    for person in Person.objects.filter(members | Q(roles__isnull=False)).distinct():
        sync_person_groups(person)


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
