"""Compiles each message catalogue that is newer than its compiled form, without gettext."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def compile_catalogues() -> None:
    for po in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            polib.pofile(str(po)).save_as_mofile(str(mo))


if __name__ == "__main__":
    compile_catalogues()
