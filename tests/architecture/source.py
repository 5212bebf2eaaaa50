"""The project's own source as trees: which module imports which name from where."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("lms", "cms", "reporting", "certification", "courses", "plan", "people")


@dataclass(frozen=True)
class Import:
    """``from package import name`` in a module, both dotted and absolute."""

    module: str
    package: str
    name: str

    @property
    def app(self) -> str:
        return self.module.partition(".")[0]


@cache
def trees() -> dict[str, ast.Module]:
    """Syntax trees by dotted module, migrations left out."""
    return {
        dotted(path): ast.parse(path.read_text())
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if not {"migrations", "program"} & set(path.parts)
    }


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports() -> Iterator[Import]:
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield from (Import(module, node.module, alias.name) for alias in node.names)


def doors(package: str) -> set[str]:
    """The names in ``__all__`` of a package; empty where it has none."""
    for node in trees()[package].body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def is_package(module: str) -> bool:
    return (ROOT / module.replace(".", "/") / "__init__.py").exists()
