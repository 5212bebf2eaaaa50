"""Says in words why a package is refused, and what its trainer can do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class PackageRefused(Exception):
    """The package is not taken; ``reason`` is a key of `REASONS`, ``detail`` what it is about."""

    def __init__(self, reason: str, detail: object = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, str(detail)[:200]


REASONS = {
    "no_zip": _(
        "The file is no zip archive, or it is damaged. Export the package again and upload that."
    ),
    "encrypted": _("The package has a password. Export it without one."),
    "too_large": _("The package is larger than what is allowed. Use shorter or smaller films."),
    "too_many_files": _("The package has more files than what is allowed."),
    "ratio": _(
        "A file in it grows far too much when it is unpacked, as in harmful archives: %(detail)s"
    ),
    "path": _("A file in it has a path that leads elsewhere or is too long: %(detail)s"),
    "link": _("It holds a link instead of a file: %(detail)s"),
    "twice": _("It holds the same file twice: %(detail)s"),
    "program": _("It holds a program, which is not allowed in a package: %(detail)s"),
    "type": _("It holds a file of a kind that is not allowed in H5P content: %(detail)s"),
    "slow": _("The package took too long to unpack. Use fewer or smaller files."),
    "broken": _("The package could not be unpacked after several tries. Export it again."),
    "unknown": _(
        "It is neither SCORM nor H5P: “imsmanifest.xml” or “h5p.json” must stand at the top of the"
        " archive. If all of it is in one folder, pack what is in the folder and not the folder."
    ),
    "manifest": _("Its description cannot be read: %(detail)s"),
    "edition": _("It is of an edition that is not played here: %(detail)s"),
    "no_part": _("Its manifest names nothing that can be opened."),
    "outside": _("It opens a page of another site, which is not allowed: %(detail)s"),
    "missing": _("A file that it needs is not in it: %(detail)s"),
    "library": _("A library that it needs is not in it, or is damaged: %(detail)s"),
}


def describe_refusal(reason: str, detail: str) -> str:
    """Return the sentence in the active language."""
    return str(REASONS[reason]) % {"detail": detail}
