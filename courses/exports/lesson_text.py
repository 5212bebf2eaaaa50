"""Rewrites the text of a lesson so that it stands alone: as XHTML, with files beside it.

Nothing in it can be opened and closed in a book: what is folded away on the site is written out,
and the answers of self-checks stand at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Comment, Tag
from django.conf import settings
from django.utils.translation import gettext as _

from courses.exports.losses import EXERCISES, FILES
from courses.exports.media import ExportMedia

# Not for readers of books, or older than what checks them.
_DROPPED_ATTRIBUTES = {
    "decoding", "download", "loading", "playsinline", "rel", "sizes", "srcset", "target"
}  # fmt: skip
_DROPPED_TAGS = ("script", "style", "form", "input", "select", "textarea", "button", "iframe")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SCHEMES = {"http", "https", "mailto", "tel"}


@dataclass(frozen=True)
class PortableText:
    """The text as XHTML, with what it holds for whoever asks whether they can use it."""

    body: str
    answers: list[str] = field(default_factory=list)
    features: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RewriteRules:
    """What the text is rewritten for.

    ``lesson_paths`` are the lessons that go along, by their path on the site without a language.
    ``prefix`` keeps ids apart where several lessons become one page.
    """

    media: ExportMedia
    address: str  # of the lesson on the site
    lesson_paths: Mapping[str, str]
    is_book: bool
    prefix: str = ""


def clean_xml(text: str) -> str:
    """Return the text without what no XML document may hold."""
    return _NOT_IN_XML.sub("", text)


def rewrite_lesson(html: str, rules: RewriteRules) -> PortableText:
    """Return the text for the file; words that are added are in the active language."""
    soup = BeautifulSoup(clean_xml(html), "html.parser")
    features = {name for name, tag in _FEATURES.items() if soup.select_one(tag)}
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup(_DROPPED_TAGS):
        tag.decompose()
    _prefix_ids(soup, rules.prefix)
    _replace_exercises(soup, rules)
    _replace_players(soup, rules)
    _replace_pictures(soup, rules)
    _replace_links(soup, rules)
    answers = _unfold(soup, rules.prefix) if rules.is_book else []
    _clean_attributes(soup)
    return PortableText(soup.decode(formatter="minimal"), answers, frozenset(features))


_FEATURES = {
    "picture": "img",
    "film": "video",
    "sound": "audio",
    "transcript": ".transcript",
    "table": "table",
}


def _prefix_ids(soup: BeautifulSoup, prefix: str) -> None:
    if not prefix:
        return
    for tag in soup.find_all(True):
        for name in ("id", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            if told := tag.get(name):
                tag[name] = " ".join(f"{prefix}{one}" for one in str(told).split())
        if str(tag.get("href", "")).startswith("#"):
            tag["href"] = f"#{prefix}{str(tag['href'])[1:]}"


def _replace_exercises(soup: BeautifulSoup, rules: RewriteRules) -> None:
    """Lead from each exercise to the lesson on the site, where it is played."""
    for card in soup.select(".package-card"):
        rules.media.losses[EXERCISES] += 1
        link = card.find("a")
        if not isinstance(link, Tag):
            continue
        link.attrs = {"href": rules.address}
        for note in card.select(".muted"):
            note.string = _("An exercise of the course on the site, which is not in this file.")


def _replace_players(soup: BeautifulSoup, rules: RewriteRules) -> None:
    for player in soup(["video", "audio"]):
        path = rules.media.pack_played(str(player.get("src", "")))
        if path is None:
            rules.media.count_unplayed()
            _drop_player(player)
            continue
        player["src"] = path
        del player["poster"]
        for track in player.find_all("track"):
            captions = rules.media.pack_played(str(track.get("src", "")))
            if captions is None:
                track.decompose()
            else:
                track["src"] = captions


def _drop_player(player: Tag) -> None:
    """Leave the name of what was played, and the way to it on the site."""
    name = str(player.get("aria-label", ""))
    figure = player.find_parent("figure")
    caption = figure.find("figcaption") if figure else None
    if caption and name and name not in caption.get_text():
        caption.insert(0, f"{name} · ")
    player.decompose()


def _replace_pictures(soup: BeautifulSoup, rules: RewriteRules) -> None:
    for picture in soup("img"):
        # The largest of them is named last.
        named = str(picture.get("srcset", "")).split(",")[-1].split()
        path = rules.media.pack_picture(named[0] if named else str(picture.get("src", "")))
        path = path or rules.media.pack_picture(str(picture.get("src", "")))
        if path:
            picture["src"] = path
            picture["alt"] = str(picture.get("alt", ""))
        else:
            picture.replace_with(str(picture.get("alt", "")))


def _replace_links(soup: BeautifulSoup, rules: RewriteRules) -> None:
    for link in soup("a"):
        href = str(link.get("href", ""))
        if href.startswith("#"):
            continue
        is_kept = "download" in link.attrs
        if is_kept and link.find_parent("figure") is None:
            packed = None if rules.is_book else rules.media.pack_download(href)
            if packed:
                link["href"] = packed
                continue
            rules.media.losses[FILES] += 1
        target = _find_target(href, rules)
        if target:
            link["href"] = target
        else:
            link.unwrap()


def _find_target(href: str, rules: RewriteRules) -> str | None:
    """Return where a link leads from the file: a lesson in it, or an address of the site."""
    absolute = urlsplit(urljoin(rules.address, href))
    if not href or absolute.scheme not in _SCHEMES:
        return None
    is_ours = absolute.netloc == urlsplit(settings.SITE_URL).netloc
    # Without the language before it: a lesson is in the file in one.
    path = absolute.path.partition("/courses/")[2].strip("/")
    if is_ours and path in rules.lesson_paths:
        return rules.lesson_paths[path]
    return absolute.geturl()


def _unfold(soup: BeautifulSoup, prefix: str) -> list[str]:
    """Write out what is folded away; return the answers of self-checks, which come at the end."""
    answers: list[str] = []
    for check in soup.select(".self-check"):
        folded = check.find("details")
        if isinstance(folded, Tag):
            number = len(answers) + 1
            answers.append(_take_answer(folded))
            check["id"] = f"{prefix}question-{number}"
            folded.replace_with(_link_to_answer(soup, prefix, number))
    for folded in soup("details"):
        summary = folded.find("summary")
        if isinstance(summary, Tag):
            summary.name, summary["class"] = "p", "unfolded-title"
        folded.name = "div"
        folded["class"] = f"{' '.join(folded.get_attribute_list('class'))} unfolded".strip()
        if figure := folded.find_parent("figure"):
            figure.insert_after(folded)  # a caption is the last thing in its figure
    return answers


def _take_answer(folded: Tag) -> str:
    summary = folded.find("summary")
    if isinstance(summary, Tag):
        summary.decompose()
    _clean_attributes(folded)
    return folded.decode_contents(formatter="minimal")


def _link_to_answer(soup: BeautifulSoup, prefix: str, number: int) -> Tag:
    line = soup.new_tag("p")
    link = soup.new_tag("a", href=f"#{prefix}answer-{number}")
    link.string = _("To the answer")
    line.append(link)
    return line


def _clean_attributes(root: Tag) -> None:
    for tag in root.find_all(True):
        kept = {
            name: value
            for name, value in tag.attrs.items()
            if name not in _DROPPED_ATTRIBUTES and not name.startswith("data-")
        }
        if "lang" in kept:
            kept["xml:lang"] = kept["lang"]
        tag.attrs = kept
