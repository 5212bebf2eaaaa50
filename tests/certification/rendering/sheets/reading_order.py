"""Reads a sheet as a screen reader does: by its structure tree, not by what stands where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

INLINE = {"Span", "Link", "Figure", "NonStruct"}
CHARACTER = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")


@dataclass(frozen=True)
class Said:
    """One run: the blocks around it (outermost first), its language, its words."""

    blocks: tuple[str, ...]
    role: str
    language: str
    words: str
    top: float


class Sheet:
    """A file of one page, opened."""

    def __init__(self, path: str) -> None:
        self.file = pikepdf.open(path)
        self.page = self.file.pages[0]
        self.letters = {str(k): letters_of(f) for k, f in self.page.Resources.Font.items()}
        self.drawn = {run["MCID"]: run for run in self.runs() if "MCID" in run}

    def runs(self) -> Iterator[dict]:
        """Each marked content in the order of drawing: its number, its words, its place."""
        stack, run, font = [], {}, ""
        for operands, operator in pikepdf.parse_content_stream(self.page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                stack.append(str(operands[0]))
                told = operands[1] if name == "BDC" else {}
                if "/MCID" in told:
                    run = {"MCID": int(told["/MCID"]), "glyphs": "", "sizes": [], "top": 0.0}
                if "/ActualText" in told:
                    run["told"] = str(told["/ActualText"])
            elif name == "EMC":
                stack.pop()
                if not stack:
                    yield run
                    run = {}
            elif name == "Tf":
                font, size = str(operands[0]), float(operands[1])
                run["sizes"].append(size * 0.75)
            elif name == "Tm":
                run["top"] = float(operands[5]) * 0.75
            elif name == "TJ":
                shown = b"".join(bytes(part) for part in operands[0] if not is_number(part))
                pairs = (shown[n : n + 2] for n in range(0, len(shown), 2))
                run["glyphs"] += "".join(self.letters[font].get(pair, "") for pair in pairs)
            if name in PAINTING and not stack:
                yield {"unmarked": name}

    def said(self) -> list[Said]:
        root = self.file.Root
        return list(self.walk(root.StructTreeRoot.K, (), "", str(root.Lang)))

    def walk(self, node, blocks, role, language) -> Iterator[Said]:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                yield from self.walk(kid, blocks, role, language)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield from self.enter(node, blocks, language)
        elif isinstance(node, int):
            run = self.drawn[node]
            yield Said(blocks, role, language, run.get("told", run["glyphs"]), run["top"])

    def enter(self, node, blocks, language) -> Iterator[Said]:
        role, language = str(node.S)[1:], str(node.get("/Lang", language))
        if role not in INLINE:
            blocks = (*blocks, role)
        if "/Alt" in node or "/ActualText" in node:
            [number] = [kid for kid in node.K if isinstance(kid, int)]
            words = str(node.get("/Alt", node.get("/ActualText")))
            yield Said(blocks, role, language, words, self.drawn[number]["top"])
        else:
            yield from self.walk(node.K, blocks, role, language)


PAINTING = {"Tj", "TJ", "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI"}


def is_number(part) -> bool:
    return not isinstance(part, pikepdf.String)


def letters_of(font) -> dict[bytes, str]:
    """What each two-byte code of the font stands for."""
    table = font.ToUnicode.read_bytes()
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code, letters in CHARACTER.findall(table)
    }
