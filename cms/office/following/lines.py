"""Tells of the lines of an outline, and of one lesson, how they stand with what they follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cms.following import list_languages, read_links
from cms.models import LessonLink
from cms.translation.staleness import TranslationRow


@dataclass(frozen=True)
class FollowedSource:
    """A link with its state, in the languages in which the lesson can stand."""

    link: LessonLink
    languages: Collection[str]

    @property
    def title(self) -> str:
        # Out of reach, the source may be called something that nobody here may read.
        source = None if self.is_out_of_reach else self.link.source
        return str(source.title if source else self.link.source_title)

    @property
    def state(self) -> LessonLink.State:
        return self.link.find_state(self.languages)

    @property
    def is_waiting(self) -> bool:
        return not self.link.ended_at and self.state == LessonLink.State.WAITING

    @property
    def refused(self) -> list[str]:
        """The languages in which the lesson could not take over what its source says today."""
        link = self.link
        return [
            code for code, version in link.refused.items() if link.offered.get(code) == version
        ]

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the source is nothing that people here look at today."""
        return self.state not in (LessonLink.State.WAITING, LessonLink.State.CURRENT)


def read_followed_source(link: LessonLink) -> FollowedSource:
    """Return how the lesson of the link stands, whatever was read of it before."""
    found = LessonLink.objects.with_source().select_related("page").get(pk=link.pk)
    return FollowedSource(found, list_languages(found.page))


def read_followed_sources(rows: Iterable[TranslationRow]) -> dict[int, FollowedSource]:
    """Return how the lessons of an outline stand, by the numbers of their pages: one statement."""
    rows = list(rows)
    above = {row.page.path: _list_standing(row) for row in rows}
    paths = {row.page.pk: row.page.path[: -row.page.steplen] for row in rows}
    links = read_links(row.page for row in rows)
    return {pk: FollowedSource(link, above.get(paths[pk], ())) for pk, link in links.items()}


def _list_standing(row: TranslationRow) -> set[str]:
    return {row.language, *(cell.language for cell in row.cells.values() if cell.page_id)}
