"""Recognises the columns of an uploaded table by their headings, in English or Burmese."""

from collections.abc import Iterable, Mapping

from people.text.spelling import fold


def name_columns(
    headings: Iterable[str], aliases: Mapping[str, Iterable[str]] | None = None
) -> list[str]:
    """Return the column each heading stands for; a heading that no alias names stays, folded.

    Case, spelling and spaces do not matter: ``Staff Number`` is ``staff_number``.
    ``aliases`` lists the headings that people write by the name of their column.
    """
    columns = {
        _fold_heading(alias): column
        for column, known in (aliases or {}).items()
        for alias in (column, *known)
    }
    folded = map(_fold_heading, headings)
    return [columns.get(heading, heading) for heading in folded]


def _fold_heading(heading: str) -> str:
    return fold(heading).replace(" ", "_")
