"""Sets tag, skill, level and difficulty of many questions of a bank in one version of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Revision

from cms.models import BankItem, BankPage
from cms.models.skills import LevelSelect, SkillSelect
from cms.office.questions.bank_rows import read_written
from cms.questions.facts import change_tags
from courses.models import Item
from people.models import Person
from plan.levels import HIGHEST_LEVEL
from plan.models import Skill

_KEPT = [("", gettext_lazy("As it is"))]
_FACTS = ("tags", "skill_id", "level", "difficulty")


class ClassifyForm(forms.Form):
    """Asks what is set; what is empty stays as it is."""

    added_tag = forms.CharField(label=gettext_lazy("Add a tag"), required=False, max_length=60)
    removed_tag = forms.CharField(
        label=gettext_lazy("Take a tag away"), required=False, max_length=60
    )
    set_skill = forms.ModelChoiceField(
        label=gettext_lazy("Skill"),
        required=False,
        queryset=Skill.objects.offered(),
        widget=SkillSelect,
    )
    set_level = forms.IntegerField(
        label=gettext_lazy("Level"),
        required=False,
        min_value=1,
        max_value=HIGHEST_LEVEL,
        widget=LevelSelect,
    )
    set_difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"),
        required=False,
        choices=[*_KEPT, *Item.Difficulty.choices],
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.values()) and not self.errors:
            raise ValidationError(_("Say what is set: a tag, a skill, a level or a difficulty."))
        return cleaned

    def apply(self, item: BankItem) -> None:
        """Set the facts of the question. Raise `ValidationError` if it has too many tags."""
        asked = self.cleaned_data
        item.tags = change_tags(item.tags, asked["added_tag"], without=asked["removed_tag"])
        if asked["set_skill"]:
            item.skill_id = asked["set_skill"].pk
        item.level = asked["set_level"] or item.level
        item.difficulty = asked["set_difficulty"] or item.difficulty


def classify_questions(
    bank: BankPage, keys: Collection[str], form: ClassifyForm, *, by: Person
) -> int:
    """Set what the form says of the questions with these keys, and return how many it changed.

    Raise `ValidationError` with nothing done if one of them has too many tags.
    """

    def change(item: BankItem) -> None:
        if str(item.translation_key) in keys:
            form.apply(item)

    return _change_questions(bank, change, "question.classify", by=by)


def undo_classifying(bank: BankPage, before: int, *, by: Person) -> bool:
    """Set the facts of all questions as the version before has them; return whether it was done.

    Once another version came there is nothing to take back: who wrote it saw the facts of now.
    """
    newest = Revision.objects.for_instance(bank).order_by("-created_at", "-pk")
    if before not in newest.values_list("pk", flat=True)[1:2]:
        return False
    written = read_written(before, None).by_key

    def change(item: BankItem) -> None:
        if known := written.get(str(item.translation_key)):
            item.skill_id = known["skill"]
            for name in ("tags", "level", "difficulty"):
                setattr(item, name, known[name])

    return bool(_change_questions(bank, change, "question.classify_undo", by=by))


def _change_questions(
    bank: BankPage, change: Callable[[BankItem], None], action: str, *, by: Person
) -> int:
    with transaction.atomic():
        # The row's lock: of two that save at once the second adds to what the first saved.
        locked = BankPage.objects.select_for_update(of=("self",)).get(pk=bank.pk)
        draft = locked.get_latest_revision_as_object()
        items = list(draft.items.all())
        before = [_read_facts(item) for item in items]
        for item in items:
            change(item)
        count = sum(_read_facts(item) != old for item, old in zip(items, before, strict=True))
        if count:
            draft.items = items
            draft.save_revision(user=by, changed=True)
            log(locked, action, user=by, data={"count": count})
    return count


def _read_facts(item: BankItem) -> list[Any]:
    return [getattr(item, name) for name in _FACTS]
