"""Only writer of designs: drafts and their publication, retirement and return.

A version is a draft until it is published; a published one never changes, and an edit of it
starts the next number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from certification.designs.image_store import updating_images
from certification.designs.validation import validate_design
from certification.facts.wording import BilingualText, merge_default_words
from certification.models import Design, DesignVersion, Signatory
from certification.rendering.style import SheetStyle, load_style, parse_colours, read_image
from people.models import Person


class NothingToPublish(Exception):
    """The design has no draft."""


class EditConflict(Exception):
    """Somebody else has saved or published the design since it was read."""


@dataclass(frozen=True)
class DraftSignatory:
    names: BilingualText
    positions: BilingualText
    image: bytes | None = None


@dataclass(frozen=True)
class DesignDraft:
    """What a registrar enters; images are PNG, prepared by ``certification.designs.images``."""

    paper: str
    background: str
    colours: Mapping[str, str]
    wording: Mapping[str, BilingualText]
    signers: tuple[DraftSignatory, ...]
    emblem: bytes | None = None
    emblem_text: Mapping[str, str] = field(default_factory=dict)

    def style(self) -> SheetStyle:
        return SheetStyle(
            paper=self.paper,
            background=self.background,
            colours=parse_colours(self.colours),
            wording=self.wording,
            emblem=self.emblem,
            emblem_text=self.emblem_text,
            signatures=tuple(who.image for who in self.signers),
        )

    def signatories(self) -> list[dict[str, Any]]:
        return [{"names": who.names, "positions": who.positions} for who in self.signers]


def load_draft(version: DesignVersion) -> DesignDraft:
    """Return the content of a version as a draft."""
    return DesignDraft(
        paper=version.paper,
        background=version.background,
        colours=version.colours,
        wording=version.wording,
        emblem=read_image(version.emblem.name),
        emblem_text=version.emblem_text,
        signers=tuple(
            DraftSignatory(who.names, who.positions, read_image(who.image.name))
            for who in version.signatories.all()
        ),
    )


def build_default_draft(kind: str, signatories: list[dict[str, Any]]) -> DesignDraft:
    """Return a first draft: the built-in style with the default words of the kind."""
    style = SheetStyle()
    return DesignDraft(
        paper=style.paper,
        background=style.background,
        colours=vars(style.colours),
        wording=merge_default_words(kind, {}),
        signers=tuple(DraftSignatory(who["names"], who["positions"]) for who in signatories),
    )


def save_draft(
    design: Design,
    draft: DesignDraft,
    *,
    by: Person | None,
    at: dt.datetime | None = None,
    stamp: str | None = None,
) -> DesignVersion:
    """Save the draft of the design, under the next number if there was none.

    ``stamp`` is ``stamp_of`` the version that the writer had read; None skips the check. Raises
    InvalidDesign, EditConflict; then nothing is written.
    """
    # Validation draws two sheets: outside of the lock.
    validate_design(design, draft.style(), draft.signatories())
    with updating_images(design) as stored:
        if stamp not in (None, stamp_of(_find_newest_design(design))):
            raise EditConflict(design.key)
        names = [stored.add(draft.emblem), *(stored.add(who.image) for who in draft.signers)]
        return _write_version(design, draft, names, by=by, at=at or timezone.now())


def _write_version(
    design: Design, draft: DesignDraft, names: list[str], *, by: Person | None, at: dt.datetime
) -> DesignVersion:
    version = design.versions.drafts().first() or DesignVersion(
        design=design, number=_compute_next_number(design)
    )
    version.paper, version.background = draft.paper, draft.background
    version.colours, version.wording = dict(draft.colours), dict(draft.wording)
    version.emblem.name, version.emblem_text = names[0], dict(draft.emblem_text)
    version.made_by, version.made_at = by, at
    version.save()
    version.signatories.all().delete()
    for place, (who, image) in enumerate(zip(draft.signers, names[1:], strict=True), 1):
        Signatory.objects.create(
            version=version, position=place, names=who.names, positions=who.positions, image=image
        )
    return version


def _compute_next_number(design: Design) -> int:
    newest = _find_newest_design(design)
    return newest.number + 1 if newest else 1


def _find_newest_design(design: Design) -> DesignVersion | None:
    return design.versions.order_by("-number").first()


def stamp_of(newest: DesignVersion | None) -> str:
    """Return a text that changes whenever the design is saved or published."""
    if newest is None:
        return ""
    return f"{newest.pk} {newest.made_at.timestamp()} {newest.published_at}"


def publish_draft(design: Design, *, at: dt.datetime | None = None) -> DesignVersion:
    """Publish the draft. A published version never changes.

    Raises NothingToPublish; InvalidDesign when longer words have come into the records since.
    """
    draft = design.versions.drafts().first()
    if draft is None:
        raise NothingToPublish(design.key)
    written = load_draft(draft)
    validate_design(design, load_style(draft), written.signatories())
    with transaction.atomic():
        # The sheets were drawn outside of the lock: publish what was validated, or nothing.
        version = design.versions.drafts().select_for_update().filter(pk=draft.pk).first()
        if version is None or load_draft(version) != written:
            raise NothingToPublish(design.key)
        version.published_at = at or timezone.now()
        version.save(update_fields=["published_at"])
    return version


def discard_draft(design: Design) -> None:
    """Delete the draft and the images that no other version shows."""
    with updating_images(design):
        for version in design.versions.drafts():
            version.delete()


def retire_design(design: Design, *, at: dt.datetime | None = None) -> None:
    """Use the design for no further certificate; those issued with it stay as they are."""
    Design.objects.filter(pk=design.pk, retired_at=None).update(retired_at=at or timezone.now())


def restore_design(design: Design) -> None:
    """Use a retired design again."""
    Design.objects.filter(pk=design.pk).update(retired_at=None)
