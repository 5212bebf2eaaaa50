"""Persons: everyone who signs in or is counted, officials and citizens."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from people.models.agency import Agency
from people.models.identifier import IDENTIFIER_FIELDS, Identifier, keys_of
from people.text.collation import sort_key
from people.text.identifiers import (
    identifier_key,
    is_sign_in_name,
    is_staff_number,
    normalise_staff_number,
)
from people.text.names import HONORIFICS, clean_name, fold_unspaced
from people.text.phones import restore_leading_zero
from people.text.spelling import clean

if TYPE_CHECKING:
    from people.models.role import Role

# What people are found and sorted by, and what that is made of.
KEY_FIELDS = ("search_key", "sort_key_my", "sort_key_en")
_KEY_SOURCES = ("name_my", "name_en", "staff_number")
_BATCH_SIZE = 500  # rows in one statement; databases limit its parameters

# Past and future roles too: whoever takes over an account waits for the next one.
_HAS_RIGHTS = (
    Q(is_staff=True)
    | Q(is_superuser=True)
    | Q(user_permissions__isnull=False)
    | Q(roles__isnull=False)
    | Q(groups__isnull=False)
)


def validate_sign_in_name(text: str) -> None:
    if not is_sign_in_name(text):
        raise ValidationError(_("Write a sign-in name in Latin or in Burmese letters, not both."))


def validate_staff_number(text: str) -> None:
    if not is_staff_number(text):
        raise ValidationError(_("Write a staff number with Latin letters, digits, - / and _."))


class PersonQuerySet(models.QuerySet["Person"]):
    def identified_by(self, text: str) -> Self:
        """Return whom a staff number, sign-in name, e-mail or phone means: one or nobody."""
        return self.filter(identifiers=identifier_key(text))

    def protected(self) -> Self:
        """Return who has an account in use or any right: no file changes who they are."""
        in_use = Q(last_login__isnull=False) | ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        return self.filter(in_use | _HAS_RIGHTS).distinct()

    def with_rights(self) -> Self:
        """Return who may do more than learn: only administrators open their accounts again."""
        return self.filter(_HAS_RIGHTS).distinct()

    def with_confirmed_email(self) -> Self:
        """Return who showed that the address on record is theirs."""
        return self.exclude(email="").filter(confirmed_email=F("email"))

    def with_confirmed_phone(self) -> Self:
        return self.exclude(phone="").filter(confirmed_phone=F("phone"))

    def living(self) -> Self:
        """Return all but those who died in service: nobody writes to them any more."""
        postings: Any = Person.postings.field.model
        died = postings.objects.filter(end_reason=postings.EndReason.DECEASED)
        return self.filter(~Exists(died.filter(person=OuterRef("pk"))))

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Create people who are cleaned as `Person.save` does it, with their identifiers."""
        objs = list(objs)
        for person in objs:
            person.set_keys()
        with transaction.atomic(savepoint=False):
            people = super().bulk_create(objs, *args, **kwargs)
            Identifier.objects.sync(people)
        return people

    def update(self, **values: Any) -> int:
        """Update the rows, and their identifiers with them; `bulk_update` comes by here too."""
        names = values.keys() & set(IDENTIFIER_FIELDS)
        keys = values.keys() & set(_KEY_SOURCES) and not values.keys() & set(KEY_FIELDS)
        if not (names or keys):
            return super().update(**values)
        with transaction.atomic(savepoint=False):
            # Read before: the filters may ask for what changes.
            pks = list(self.values_list("pk", flat=True))
            count = super().update(**values)
            people = self.model._base_manager.filter(pk__in=pks)
            if keys:
                self._refresh_keys(people)
            if names:
                Identifier.objects.sync(people)
        return count

    def _refresh_keys(self, people: Iterable[Person]) -> None:
        changed = list(people)
        for person in changed:
            person.set_keys()
        self.model.objects.bulk_update(changed, KEY_FIELDS, _BATCH_SIZE)

    def posted_in(self, agencies: models.QuerySet[Agency], *, day: dt.date) -> Self:
        """Return persons with a posting in one of the agencies on the day."""
        return self.filter(_is_posted_in(agencies, day))

    def visible_to(self, viewer: Person | AnonymousUser) -> Self:
        """Return the viewer, and everyone posted today in an agency the viewer may see."""
        if not isinstance(viewer, Person) or not viewer.is_active:
            return self.none()
        if viewer.is_superuser:
            return self.all()
        agencies = Agency.objects.visible_to(viewer)
        return self.filter(Q(pk=viewer.pk) | _is_posted_in(agencies, timezone.localdate()))


def _is_posted_in(agencies: models.QuerySet[Agency], day: dt.date) -> Q:
    """Return the condition that a person has such a posting, asked for each person.

    So a page reads no further than it shows. A list of all who are posted there would be read
    whole, of a nation for a single person.
    """
    postings: Any = Person.postings.field.model
    postings = postings.objects.on(day)
    return Q(Exists(postings.filter(person=OuterRef("pk"), agency__in=agencies)))


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username: str, password: str, **fields: Any) -> Person:
        fields = {"is_staff": True, "is_superuser": True, "is_name_confirmed": True} | fields
        # Whoever runs commands on the machine is taken at their word.
        fields["confirmed_email"] = fields.get("email", "").strip().lower()
        return self.create_user(username, password, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """A person; ``save`` stores names, contacts and numbers in one spelling.

    ``subject_id`` is what credentials call the person by: it tells nothing of them.
    """

    class Audience(models.TextChoices):
        OFFICIAL = "official", _("Official")
        CITIZEN = "citizen", _("Citizen")

    class Gender(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        OTHER = "other", _("Other")

    username = models.CharField(
        _("sign-in name"), max_length=150, unique=True, validators=[validate_sign_in_name]
    )
    staff_number = models.CharField(
        _("staff number"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_staff_number],
    )
    honorific = models.CharField(
        _("honorific"),
        max_length=10,
        blank=True,
        choices=[(code, f"{forms['my']} · {forms['en']}") for code, forms in HONORIFICS.items()],
    )
    name_my = models.CharField(_("name in Burmese"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    # By a roster or in the back office; a name that its holder typed is nobody's word but theirs.
    is_name_confirmed = models.BooleanField(
        _("the name is confirmed"),
        default=False,
        db_default=False,  # an old release that still runs writes rows without the column
        help_text=_("Somebody compared it with a document. Else certificates say so."),
    )
    # Written by `set_keys`. Null until then: an old release that still runs knows none of them.
    search_key = models.TextField(editable=False, default="", db_default="")
    sort_key_my = models.BinaryField(editable=False, null=True, db_index=True)
    sort_key_en = models.BinaryField(editable=False, null=True, db_index=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    # What its holder showed to be theirs, or an administrator entered. Any writer of the columns
    # above who does not touch these leaves an address that opens nothing.
    confirmed_email = models.EmailField(blank=True, default="", db_default="", editable=False)
    confirmed_phone = models.CharField(
        max_length=20, blank=True, default="", db_default="", editable=False
    )
    # Kinds of messages that are only shown: `people.messaging`.
    unwanted_letters = models.JSONField(
        default=list, db_default=Value([], models.JSONField()), editable=False
    )
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, blank=True)
    language = models.CharField(_("preferred language"), max_length=10, default="my")
    audience = models.CharField(
        _("audience"), max_length=10, choices=Audience.choices, default=Audience.OFFICIAL
    )
    subject_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_staff = models.BooleanField(_("may open the back office"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)
    # When they were told that their role needs a second step; from then on the days are counted.
    second_step_told_on = models.DateField(null=True, editable=False)
    # Since then the row says of nobody who they were; it stays active, for past figures count it.
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = PersonManager.from_queryset(PersonQuerySet)()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name_en"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=~Q(email=""), name="one_person_an_email"
            ),
            models.UniqueConstraint(
                fields=["phone"], condition=~Q(phone=""), name="one_person_a_phone"
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_my, self.name_en = clean_name(self.name_my), clean(self.name_en)
        self.email, self.phone = self.email.strip().lower(), restore_leading_zero(self.phone)
        # None and not "": several persons without a number may not share one unique value.
        self.staff_number = normalise_staff_number(self.staff_number or "") or None
        fields = kwargs.get("update_fields")
        if fields is None:
            self.set_keys()
        elif set(fields) & set(_KEY_SOURCES):
            self.set_keys()
            kwargs["update_fields"] = fields = {*fields, *KEY_FIELDS}
        # The row and what names it at sign-in are written together or not at all.
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if fields is None or set(fields) & set(IDENTIFIER_FIELDS):
                Identifier.objects.sync([self])

    def set_keys(self) -> None:
        """Set what the person is found by, parted by what nobody types, and sorted by."""
        sources = (getattr(self, field) or "" for field in _KEY_SOURCES)
        self.search_key = "\n".join(fold_unspaced(text) for text in sources)
        # Without the honorific: nobody looks for Daw Khin among other Daws.
        self.sort_key_my = sort_key(self.name_my or self.name_en)
        self.sort_key_en = sort_key(self.name_en or self.name_my)

    def clean(self) -> None:
        super().clean()
        # Before `validate_unique`: the number that is stored must be nobody else's.
        self.phone = restore_leading_zero(self.phone)

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Refuse an identifier that is anybody else's, of whatever kind."""
        super().validate_unique(exclude)
        keys = {field: key for field, key in keys_of(self).items() if field not in (exclude or ())}
        others = Identifier.objects.filter(value__in=keys.values()).exclude(person=self.pk)
        taken = set(others.values_list("value", flat=True))
        if wrong := [field for field, key in keys.items() if key in taken]:
            message = _("Somebody else is recorded with this already.")
            raise ValidationError(dict.fromkeys(wrong, message))

    @property
    def has_confirmed_email(self) -> bool:
        return bool(self.email) and self.email == self.confirmed_email

    @property
    def has_confirmed_phone(self) -> bool:
        return bool(self.phone) and self.phone == self.confirmed_phone

    def roles_on(self, day: dt.date) -> list[Role]:
        """Return the roles the person has on the day, with their agencies."""
        return list(self.roles.on(day).select_related("agency"))

    @cached_property
    def current_roles(self) -> list[Role]:
        """Return today's roles, read once for a request: every page asks several times."""
        return self.roles_on(timezone.localdate())

    def principals(self, *kinds: str) -> set[int]:
        """Return the keys of the person and of those by whose roles of the kinds they act today.

        On none of them they act: nobody decides about themselves, nor by a deputy. Whoever has
        the right themselves acts by it, whatever somebody lent them beside it.
        """
        roles = [role for role in self.current_roles if role.kind in kinds]
        own = [role for role in roles if role.acting_for_id is None]
        lenders = {
            role.acting_for_id
            for role in roles
            if not any(one.kind == role.kind and one.covers(role.agency) for one in own)
        }
        return {self.pk, *(pk for pk in lenders if pk)}

    @staticmethod
    def name_order(prefix: str = "") -> F:
        """Return what to order by for people in the order of a dictionary, as they are shown."""
        return F(prefix + Person.name_field())

    @staticmethod
    def name_field() -> str:
        """Return the column of that order."""
        return "sort_key_en" if get_language() == "en" else "sort_key_my"

    def name_in(self, language: str) -> str:
        """Return the name with its honorific, in Burmese script for ``my``, else in Latin.

        Without a name in that script the other one is used, without any the sign-in name.
        """
        is_burmese = bool(self.name_my) if language == "my" else not self.name_en
        name, script, joiner = (
            (self.name_my, "my", "") if is_burmese else (self.name_en, "en", " ")
        )
        honorific = HONORIFICS.get(self.honorific, {}).get(script, "")
        return (honorific + joiner + name).strip() or self._name_without_names(language)

    def _name_without_names(self, language: str) -> str:
        if self.erased_at is None:
            return self.username
        with override(language):
            return gettext("Somebody whose data was erased")

    def get_full_name(self) -> str:
        return self.name_in(get_language() or "my")

    def get_short_name(self) -> str:
        return self.get_full_name()
