"""Says which files of a package are served and as what: by a list, whatever the package says."""

from __future__ import annotations

from pathlib import PurePosixPath

_TEXT = "; charset=utf-8"
_TYPES = {
    **dict.fromkeys(("html", "htm", "xhtml"), f"text/html{_TEXT}"),
    **dict.fromkeys(("js", "mjs"), f"text/javascript{_TEXT}"),
    "css": f"text/css{_TEXT}",
    **dict.fromkeys(("json", "map"), f"application/json{_TEXT}"),
    # As text and not as XML: a style sheet of an XML document is a program too.
    **dict.fromkeys(("xml", "xsd", "dtd", "txt", "md", "csv"), f"text/plain{_TEXT}"),
    **dict.fromkeys(("vtt", "srt"), f"text/vtt{_TEXT}"),
    "png": "image/png",
    **dict.fromkeys(("jpg", "jpeg"), "image/jpeg"),
    **{one: f"image/{one}" for one in ("gif", "webp", "bmp")},
    "svg": "image/svg+xml",
    **dict.fromkeys(("ico", "cur"), "image/x-icon"),
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    **dict.fromkeys(("ogg", "oga", "opus"), "audio/ogg"),
    **dict.fromkeys(("mp4", "m4v"), "video/mp4"),
    "webm": "video/webm",
    "ogv": "video/ogg",
    **{one: f"font/{one}" for one in ("woff", "woff2", "ttf", "otf")},
    "eot": "application/vnd.ms-fontobject",
    "pdf": "application/pdf",
}
# Nobody brings these with good intent into a course; other unknown files are only left out.
_PROGRAMS = frozenset(
    "apk app asp aspx bat cgi cmd com cpl dll dmg exe hta htaccess jsp lnk msi phar php php3"  # noqa: SIM905
    " php4 php5 php7 phps pht phtml pif pl ps1 py rb reg scr sh so swf vbe vbs wsf".split()
)


def find_content_type(path: str) -> str | None:
    """Return as what the file is served; None: not at all."""
    return _TYPES.get(_ending_of(path))


def is_program(path: str) -> bool:
    # Servers of others run "page.php.txt" too, so each ending counts.
    return not _PROGRAMS.isdisjoint(PurePosixPath(path.lower()).name.split(".")[1:])


def _ending_of(path: str) -> str:
    return PurePosixPath(path).suffix.lower().lstrip(".")
