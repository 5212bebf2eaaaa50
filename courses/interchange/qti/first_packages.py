"""Packs items of QTI 1.2 as a bank of questions: with a manifest, or as a Common Cartridge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from courses.interchange.drafts import ItemDraft, Written
from courses.interchange.losses import Capacity, write_parts
from courses.interchange.qti.first_writer import FirstProfile
from courses.interchange.qti.versions import quote_value
from courses.interchange.qti.writer import name_pictures
from people.files import pack_files

_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_QTI_SPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
# At the root: what stands for it in addresses is the root for some, and the folder for others.
_BANK = "questions.xml"
_CANVAS = FirstProfile(
    "question_type",
    {
        "single": "multiple_choice_question",
        "multiple": "multiple_answers_question",
        "true_false": "true_false_question",
        "matching": "matching_question",
        "categorise": "categorization_question",
        "ordering": "ordering_question",
        "numeric": "numerical_question",
        "short_text": "short_answer_question",
        "cloze": "fill_in_multiple_blanks_question",
        "offered": "multiple_dropdowns_question",
        "essay": "essay_question",
    },
    has_facts=True,
    has_rubrics=True,
)
_CARTRIDGE = FirstProfile(
    "cc_profile",
    {
        "single": "cc.multiple_choice.v0p1",
        "multiple": "cc.multiple_response.v0p1",
        "true_false": "cc.true_false.v0p1",
        "short_text": "cc.fib.v0p1",
        "essay": "cc.essay.v0p1",
    },
    base="$IMS-CC-FILEBASE$/",
)


@dataclass(frozen=True)
class FirstPackage:
    """A package of QTI 1.2: what it is called, what it holds, and how its manifest names that."""

    name: str
    profile: FirstProfile
    space: str
    bank_type: str
    metadata: str
    pictured: Mapping[str, str] = field(default_factory=lambda: {"single": "o", "multiple": "o"})

    def write(self, drafts: Iterable[ItemDraft]) -> Written:
        """Return a package with one bank of the questions, their pictures and a manifest."""
        pictures: dict[str, bytes] = {}

        def write(draft: ItemDraft, number: int) -> str:
            paths = name_pictures(draft, number)
            item = self.profile.write_item(draft, number, paths)
            pictures.update({path: draft.media[slot].content for slot, path in paths.items()})
            return item

        held = {"feedback", "option_feedback", "media"}
        held |= {"tags", "facts"} if self.profile.has_facts else set()
        held |= {"marker_note"} if self.profile.has_rubrics else set()
        capacity = Capacity(self.name, self.profile.kinds, held, self.pictured)
        items, written = write_parts(drafts, capacity, write)
        texts = {"imsmanifest.xml": self._write_manifest(pictures), _BANK: _write_bank(items)}
        contents = {path: text.encode() for path, text in texts.items()}
        written.content = pack_files(contents | pictures)
        return written

    def _write_manifest(self, pictures: Iterable[str]) -> str:
        named = {f"p{number}": path for number, path in enumerate(pictures, start=1)}
        needed = "".join(f'<dependency identifierref="{name}"/>' for name in named)
        files = "".join(
            f'<resource identifier="{name}" type="webcontent" href={quote_value(path)}>'
            f"<file href={quote_value(path)}/></resource>"
            for name, path in named.items()
        )
        return (
            f'{_HEADER}<manifest xmlns="{self.space}" identifier="package">'
            f"<metadata>{self.metadata}</metadata><organizations/><resources>"
            f'<resource identifier="bank" type="{self.bank_type}"><file href="{_BANK}"/>{needed}'
            f"</resource>{files}</resources></manifest>"
        )


def _write_bank(items: Iterable[str]) -> str:
    return (
        f'{_HEADER}<questestinterop xmlns="{_QTI_SPACE}"><objectbank ident="questions">'
        f"{''.join(items)}</objectbank></questestinterop>"
    )


def _build_cartridge(version: str) -> FirstPackage:
    short = f"imsccv{version.replace('.', 'p')}"
    lom = f"http://ltsc.ieee.org/xsd/{short}/LOM/manifest"
    return FirstPackage(
        f"Common Cartridge {version}",
        _CARTRIDGE,
        f"http://www.imsglobal.org/xsd/{short}/imscp_v1p1",
        f"imsqti_xmlv1p2/imscc_xmlv{version.replace('.', 'p')}/question-bank",
        f"<schema>IMS Common Cartridge</schema><schemaversion>{version}.0</schemaversion>"
        f'<lom xmlns="{lom}"><general><title><string>Questions</string></title></general></lom>',
    )


# Moodle reads cartridges up to 1.1, some others only newer ones.
FIRST_PACKAGES: Mapping[str, Callable[[Iterable[ItemDraft]], Written]] = {
    "qti12": FirstPackage(
        "QTI 1.2",
        _CANVAS,
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "imsqti_xmlv1p2",
        "<schema>IMS Content</schema><schemaversion>1.1.3</schemaversion>",
        {"single": "o", "multiple": "o", "ordering": "o", "categorise": "o", "matching": "ot"},
    ).write,
    "cc11": _build_cartridge("1.1").write,
    "cc13": _build_cartridge("1.3").write,
}
