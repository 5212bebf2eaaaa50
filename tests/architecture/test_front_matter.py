"""The hooks of pre-commit and ``make lint`` are the same checks, so that neither falls behind."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECK = re.compile(r"\.venv/bin/(ruff \w+|python manage\.py \w+|[\w-]+)")


def checks_in(name: str) -> set[str]:
    return set(CHECK.findall((ROOT / name).read_text()))


def test_the_hooks_run_every_check_of_make_lint_and_no_other():
    checks = checks_in("scripts/lint.sh")
    assert "mypy" in checks
    assert checks == checks_in(".pre-commit-config.yaml")
