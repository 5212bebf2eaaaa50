"""Says in words what of a package will not be as its author meant it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "h5p_class": _(
        "“%(detail)s” is not in its own program, so it will most likely not open. Look at it in a"
        " lesson before you publish; if it stays empty, export it again from H5P."
    ),
    "h5p_part": _("A part of it needs “%(detail)s”, which is not in the package. It stays empty."),
    "h5p_outside": _(
        "It shows something from %(detail)s. Nothing of other sites is loaded here: that stays"
        " empty. Put the file itself into the exercise."
    ),
    "outside": _(
        "It loads a part of itself from %(detail)s. Nothing of other sites is loaded here, so it"
        " may not open. Have what it needs put into the package."
    ),
    "rules": _(
        "Some of its rules of sequencing (when a part is skipped, hidden, repeated or left) are"
        " not carried out: learners go from part to part in their order."
    ),
    "rollup": _(
        "Some of its rules of completion are not carried out: it is done when each part is that"
        " counts."
    ),
    "limits": _("Its limits of attempts and of time are not carried out."),
    "random": _("Its parts are shown in their order, and all of them: none are drawn at random."),
    "objectives": _("Some objectives that its parts share are kept for each part alone."),
    "forward": _("Learners may go back to parts that its author closed behind them."),
}


def describe_warnings(warnings: Iterable[Sequence[str]]) -> list[str]:
    """Return the sentences in the active language; of a kind from another release none."""
    return [str(_WORDS[kind]) % {"detail": detail} for kind, detail in warnings if kind in _WORDS]
