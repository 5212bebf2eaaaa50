"""Defines the form of a new batch: what is certified, and who.

Nothing is written while one line is wrong.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from certification.batches import candidates, lifecycle
from certification.batches.candidates import CandidateList
from certification.batches.upload import BatchRow, read_pasted_rows, read_uploaded_rows
from certification.facts import SHEET_LANGUAGES
from certification.models import Batch, CertificateKind, Design
from cms.models.skills import LevelSelect
from cms.office.base.fields import NamesField, OfficeForm
from cms.office.base.imports import MAX_TABLE_BYTES
from courses.models import ClassSession, Course
from people.access import agencies_for
from people.imports import Problem
from people.imports.tables import ParsedTable
from people.models import Agency, Person, Role
from people.text.formatting import official_date
from people.web.fields import limit_upload_size
from plan.models import Skill

_SKILL_ROWS = 4
_MAX_VALIDITY_MONTHS = 600  # fifty years; what lasts longer is left empty
_CANDIDATE_FIELDS = ("session", "pasted", "file", "everyone")
_WHO_FIELDS = ("session", "least", "pasted", "file", "everyone", "again")
_LEAST_SHARE = 90  # percent, where nothing else is said


class _SkillChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, skill: Skill) -> str:
        return f"{skill.code} · {skill.name}"


class _SessionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, session: ClassSession) -> str:
        return f"{official_date(localdate_of(session))} · {session.title}"


def localdate_of(session: ClassSession) -> dt.date:
    """Return the day on which the session ended."""
    assert session.ends_at is not None  # noqa: S101
    return timezone.localtime(session.ends_at).date()


class _SkillLevelForm(forms.Form):
    skill = _SkillChoiceField(Skill.objects.offered(), label=_("Skill"), required=False)
    level = forms.IntegerField(
        label=_("Level"), required=False, min_value=1, max_value=20, widget=LevelSelect
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        skill, level = cleaned.get("skill"), cleaned.get("level")
        if bool(skill) != bool(level) and not self.errors:
            raise forms.ValidationError(_("A skill needs its level, and a level its skill."))
        if skill and level and not skill.framework.levels.filter(number=level).exists():
            self.add_error("level", _("The framework of the skill has no such level."))
        return cleaned


class _BaseSkillLevelFormSet(BaseFormSet):
    def clean(self) -> None:
        chosen = [skill for skill, _level in self.chosen()]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("A skill stands here twice."))

    def chosen(self) -> list[tuple[Skill, int]]:
        rows = (form.cleaned_data for form in self.forms if form.is_valid())
        return [(row["skill"], row["level"]) for row in rows if row.get("skill")]


_SkillLevelFormSet = formset_factory(
    _SkillLevelForm, formset=_BaseSkillLevelFormSet, extra=_SKILL_ROWS, max_num=_SKILL_ROWS
)


class BatchForm(OfficeForm):
    """Asks for a batch. ``problems`` tells of lines; ``candidates`` would be certified."""

    titles = NamesField(
        label=_("Title on the certificate"),
        required=False,
        help_text=_("In both languages. Of a course of ours it may stay empty."),
    )
    language = forms.ChoiceField(
        label=_("Language it was held in"), choices=settings.LANGUAGES, initial="my"
    )
    session = _SessionChoiceField(
        ClassSession.objects.none(),
        label=_("Who attended a class session"),
        required=False,
        help_text=_("Finished sessions without a course: a course gives its certificates itself."),
    )
    least = forms.IntegerField(
        label=_("How much of it they attended at least, in percent"),
        min_value=1,
        max_value=100,
        initial=_LEAST_SHARE,
        required=False,
    )
    pasted = forms.CharField(
        label=_("Or staff numbers"),
        required=False,
        max_length=2_000_000,  # characters: some hundred thousand lines
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("One a line; a score may follow behind a comma or a tab."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        validators=[FileExtensionValidator(["csv", "xlsx"]), limit_upload_size(MAX_TABLE_BYTES)],
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("CSV or Excel, with the columns staff_number and, if you like, score."),
    )
    everyone = forms.BooleanField(
        label=_("Or everyone posted in the agency and under it on the day"), required=False
    )
    again = forms.BooleanField(
        label=_("Certify those too who hold this certificate already"), required=False
    )

    class Meta(OfficeForm.Meta):
        model = Batch
        fields = ["kind", "titles", "course", "agency", "completed_on", "validity_months"]
        fields += ["language", "design"]
        labels = {"course": _("Course"), "agency": _("Agency"), "design": _("Design")}

    field_order = [*Meta.fields, *_WHO_FIELDS]

    def __init__(self, *args: Any, for_user: Person, **kwargs: Any) -> None:
        super().__init__(*args, for_user=for_user, **kwargs)
        self.problems: tuple[Problem, ...] = ()
        self.candidates = CandidateList(())
        self.skills: Any = _SkillLevelFormSet(
            self.data if self.is_bound else None, prefix="skills"
        )
        self.limit_choices_to(for_user)

    def limit_choices_to(self, person: Person) -> None:
        agencies = agencies_for(person, Role.Kind.REGISTRAR)
        self.fields["agency"].queryset = agencies
        self.fields["course"].queryset = Course.objects.live()
        self.fields["session"].queryset = list_certifiable_sessions(person)
        self.fields["design"].queryset = _list_available_designs(person)
        self.fields["validity_months"].validators = [
            MinValueValidator(1),
            MaxValueValidator(_MAX_VALIDITY_MONTHS),
        ]

    @cached_property
    def what_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.Meta.fields]

    @cached_property
    def who_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _WHO_FIELDS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_what(cleaned)
        if not self.skills.is_valid():
            self.add_error(None, _("Please look at the skills again."))
        if sum(bool(cleaned.get(name)) for name in _CANDIDATE_FIELDS) != 1 and not self.has_error(
            "file"
        ):
            self.add_error(None, _("Say who in one way: a session, numbers, a file, or everyone."))
        if not self.errors:
            self.find(cleaned)
        return cleaned

    def check_what(self, cleaned: dict[str, Any]) -> None:
        course, titles = cleaned.get("course"), cleaned.get("titles") or {}
        if cleaned.get("kind") == CertificateKind.COURSE and not course:
            self.add_error("course", _("Choose the course."))
        cleaned["titles"] = titles or (dict(course.titles) if course else {})
        if not all(cleaned["titles"].get(code) for code in SHEET_LANGUAGES):
            self.add_error("titles", _("The certificate needs its title in both languages."))
        day, today = cleaned.get("completed_on"), timezone.localdate()
        if day and not today.replace(year=today.year - 60) <= day <= today:
            self.add_error("completed_on", _("The day is in the future, or very long ago."))
        design = cleaned.get("design")
        if design and design.kind != cleaned.get("kind"):
            self.add_error("design", _("This design is for another kind of certificate."))
        elif design and cleaned.get("agency") and not design.serves(cleaned["agency"]):
            self.add_error("design", self.fields["design"].error_messages["invalid_choice"])

    def find(self, cleaned: dict[str, Any]) -> None:
        """Find the people; list every wrong line, and refuse the whole form if there is one."""
        table, found = self.read(cleaned)
        # The creator must not be certified by their own batch.
        found = candidates.exclude_creator(found, by=self.for_user)
        if not cleaned["again"]:
            batch = Batch(**{name: cleaned[name] for name in ("kind", "titles", "course")})
            batch.completed_on = cleaned["completed_on"]
            found = candidates.exclude_holders(batch, found)
        told = (*table.problems, *found.problems)
        self.problems = tuple(sorted(told, key=lambda problem: problem.line))
        self.candidates = found
        if any(problem.is_wrong for problem in self.problems):
            self.add_error(None, _("Some lines are wrong; nothing has been written."))
        elif not found.people:
            self.add_error(None, _("There is nobody to certify."))

    def read(self, cleaned: dict[str, Any]) -> tuple[ParsedTable[BatchRow], CandidateList]:
        agency, day = cleaned["agency"], cleaned["completed_on"]
        if cleaned["everyone"]:
            return ParsedTable(), candidates.find_all_staff(agency, day=day)
        if session := cleaned["session"]:
            least = cleaned["least"] or _LEAST_SHARE
            found = candidates.find_attendants(session, agency, least=least, day=day)
            return ParsedTable(), found
        file = cleaned["file"]
        table = read_uploaded_rows(file) if file else read_pasted_rows(cleaned["pasted"])
        return table, candidates.find_candidates(table.rows, agency, day=day)

    def trace(self) -> dict[str, Any]:
        """Return what the history keeps of who was named, and of the file that named them."""
        facts: dict[str, Any] = {
            "people": len(self.candidates.people),
            "left_out": len(self.problems),
        }
        if session := self.cleaned_data["session"]:
            facts["session"] = session.pk
        if file := self.cleaned_data["file"]:
            file.seek(0)
            facts |= {"file": file.name, "digest": hashlib.sha256(file.read()).hexdigest()}
        return facts

    def prepare(self, *, by: Person) -> Batch:
        return lifecycle.prepare_batch(
            self.instance, self.candidates.people, self.skills.chosen(), by=by
        )


def list_certifiable_sessions(person: Person) -> QuerySet[ClassSession]:
    """Return finished sessions of the registrar's agencies that lead to no course."""
    own = agencies_for(person, Role.Kind.REGISTRAR)
    return ClassSession.objects.finished().filter(agency__in=own, course=None).order_by("-ends_at")


def _list_available_designs(person: Person) -> Any:
    """Return published designs of the nation, of the person's agencies and of those above."""
    steps = Agency.steplen
    own = agencies_for(person, Role.Kind.REGISTRAR)
    paths = [role.agency.path for role in person.current_roles if role.kind == Role.Kind.REGISTRAR]
    above = {path[:end] for path in paths for end in range(steps, len(path), steps)}
    published = Design.objects.filter(retired_at=None, versions__published_at__isnull=False)
    reach = published.filter(agency=None) | published.filter(agency__in=own)
    return (reach | published.filter(agency__path__in=above)).distinct()
