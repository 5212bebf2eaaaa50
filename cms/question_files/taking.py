"""Takes questions of a bank along as a file of another system, keys and all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from wagtail.log_actions import log

from cms.models import BankItem, BankPage, LessonPage
from cms.question_files.fitting import read_bank
from cms.question_files.storing import read_media_of
from cms.questions.drafts import read_item
from cms.questions.media import list_chosen
from cms.questions.parts import Kind, WrittenParts, read_parts
from cms.translation.staleness import translation_source
from courses.interchange import FORMATS, DraftFacts, ItemDraft, Notice
from people.files import pack_files
from people.models import Person
from plan.models import Skill

_ONE_TABLE = {"xlsx", "csv"}  # a sheet has a column for the language
_WORDED = {Kind.SHORT_TEXT, Kind.CLOZE, Kind.ESSAY}  # of whose keys each language has its own
_REPORT = "not-in-the-file.txt"


@dataclass
class TakenFile:
    """The file that leaves: its name, what it is, and what it could not hold."""

    name: str
    content_type: str
    content: bytes
    count: int = 0
    left_out: list[Notice] = field(default_factory=list)


def take_questions(
    banks: Iterable[BankPage], name: str, *, keys: Collection[str] = (), by: Person
) -> TakenFile:
    """Return the questions of a bank in the languages of the pages, and record that they left.

    ``keys`` are those chosen; without any all go along. More than one language makes a package,
    but for sheets; what a format cannot hold is told in a text beside the file.
    """
    pages = list(banks)
    listed = {page.locale.language_code: _list_drafts(page, keys) for page in pages}
    taken = _write_file(pages[0].slug, name, {code: one for code, one in listed.items() if one})
    data = {"format": name, "count": taken.count, "languages": sorted(listed)}
    log(pages[0], "question.take", user=by, data=data)
    return taken


def _list_drafts(page: BankPage, keys: Collection[str]) -> list[ItemDraft]:
    items, right = read_bank(page).items.all(), _read_keys(page)
    chosen = [item for item in items if not keys or str(item.translation_key) in keys]
    # Of all together: each of thousands would ask for its own.
    skills = Skill.objects.in_bulk({item.skill_id for item in chosen if item.skill_id})
    lessons = LessonPage.objects.in_bulk({item.reference_id for item in chosen})
    return [
        ItemDraft(
            **_read_words(item, right.get(item.translation_key)),
            media=read_media_of(list_chosen(item), with_files=True),
            facts=_read_facts(item, skills),
            lesson=lessons[item.reference_id].title if item.reference_id in lessons else "",
        )
        for item in chosen
    ]


def _read_keys(page: BankPage) -> dict[UUID, WrittenParts]:
    """Return what is right in the source of a translation: it may have been corrected since."""
    source = translation_source(page)
    if source.pk == page.pk:
        return {}
    items = read_bank(BankPage.objects.get(pk=source.pk)).items.all()
    return {one.translation_key: read_parts(one) for one in items if one.kind not in _WORDED}


def _read_words(item: BankItem, right: WrittenParts | None) -> dict[str, Any]:
    """Return the words of the question, with the key of its source where that is of the same."""
    told, own = read_item(item), read_parts(item).words
    if right and all(
        right.words.get(name, {}).keys() == own.get(name, {}).keys()
        for name in ("options", "targets")
    ):
        told["answer_key"] = right.answer_key
    return told


def _read_facts(item: BankItem, skills: Mapping[int, Skill]) -> DraftFacts:
    skill = skills.get(item.skill_id or 0)
    return DraftFacts(skill.code if skill else "", item.level, item.difficulty, item.note)


def _write_file(slug: str, name: str, listed: dict[str, list[ItemDraft]]) -> TakenFile:
    written_as, files, left_out, count = FORMATS[name], dict[str, bytes](), list[Notice](), 0
    if name in _ONE_TABLE:
        listed = {"": [draft for drafts in listed.values() for draft in drafts]}
    for language, drafts in listed.items():
        written = written_as.write(drafts)
        stem = f"{slug}-{language}" if len(listed) > 1 else slug
        files |= {f"{stem}.{written_as.ending}": written.content, **written.files}
        left_out += [*written.refusals, *written.notes]
        count += written.count
    if left_out:
        files[_REPORT] = _describe_losses(left_out).encode("utf-8-sig")
    if len(files) == 1:
        ((path, content),) = files.items()
        return TakenFile(path, written_as.content_type, content, count, left_out)
    return TakenFile(f"{slug}.zip", "application/zip", pack_files(files), count, left_out)


def _describe_losses(notices: Iterable[Notice]) -> str:
    lines = (" – ".join(filter(None, (one.excerpt, str(one.reason)))) for one in notices)
    return "\r\n".join(lines) + "\r\n"
