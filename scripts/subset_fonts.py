"""Writes node_modules/.fonts: Noto Sans Myanmar with the letters of our languages, no more.

Burmese, Shan, Mon, the Karens, Rakhine and Pa'o need the first block and three tone marks; the
two extended blocks and the Latin letters make a quarter of the weight of the published files.
"""

from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "@fontsource" / "noto-sans-myanmar"
TARGET = ROOT / "node_modules" / ".fonts"
LETTERS = "U+1000-109F,U+AA7B-AA7D,U+200B-200D,U+25CC,U+0020,U+00A0"


def write_subset(weight: int) -> None:
    source = SOURCE / "files" / f"noto-sans-myanmar-myanmar-{weight}-normal.woff2"
    target = TARGET / f"noto-sans-myanmar-{weight}.woff2"
    subset.main(
        [
            *(str(source), f"--output-file={target}", f"--unicodes={LETTERS}"),
            *(
                "--flavor=woff2",
                "--layout-features=*",
                "--no-hinting",
                "--name-IDs=0,1,2,3,4,5,6,13,14",
            ),
        ]
    )


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for weight in (400, 700):
        write_subset(weight)
    (TARGET / "OFL.txt").write_bytes((SOURCE / "LICENSE").read_bytes())
