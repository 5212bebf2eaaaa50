"""Prints the measures of the code as Markdown tables; `--list` also prints what was counted.

How it counts: a file counts when it holds at least one line; migrations and what LEFT_OUT names do
not. A function (or method, or nested function) extends from its `def` to its last line, decorators
left out. The 90th percentile is the value that nine tenths do not exceed. A comment line starts
with `#`. A name is defined where a module says `def`, `class` or (constants) `=` at its top level.
A name is used elsewhere when another module imports it, reads it as an attribute of its module, or
spells its dotted path in a string; tests are no users. Scripts need neither user nor test,
and repeat no name.
"""

import argparse
import ast
import io
import subprocess
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from types import UnionType

ROOT = Path(__file__).resolve().parent.parent
APPS = ("people", "plan", "courses", "certification", "reporting", "cms", "lms")
# The kit's script is one file of about 900 lines on purpose: a verifier carries it to a machine
# without this project and reads it whole. The others are upstream's words, and made by machine.
LEFT_OUT = ("check_certificate.py", "upstream_messages", "migrations")
# Django finds these by their name; nobody has to import them.
FOUND_BY_NAME = {"Command", "Migration", "Meta", "urlpatterns", "app_name", "logger", "register"}
# These decorators hand what they decorate to somebody who calls it.
REGISTERING = ("register", "receiver", "shared_task", "task", "hooks", "filter", "simple_tag")
WITHOUT_MIRROR = (
    *("__init__.py", "apps.py", "asgi.py", "wsgi.py", "manage.py"),
    # Every address is asked by the authorisation table.
    *("urls.py", "api_urls.py"),
)

FULLEST_FOLDER, WIDEST_TEMPLATE_LINE, LONGEST_FUNCTION = 12, 160, 25
LONG_FILE, LONGEST_FILE = 200, 400

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """A file of code, read once."""

    path: Path

    @cached_property
    def text(self) -> str:
        return (ROOT / self.path).read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def area(self) -> str:
        return self.path.parts[0]

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @property
    def dotted(self) -> str:
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if self.is_package else parts)

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @property
    def definitions(self) -> list[Definition]:
        return [node for node in self.tree.body if isinstance(node, Definition)]

    @property
    def constants(self) -> Iterator[str]:
        for node in self.tree.body:
            targets = getattr(node, "targets", [getattr(node, "target", None)])
            yield from (target.id for target in targets if isinstance(target, ast.Name))

    @property
    def comments(self) -> int:
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return sum(
            token.type == tokenize.COMMENT and token.line.lstrip().startswith("#")
            for token in tokens
        )

    @property
    def written(self) -> int:
        return sum(bool(line.strip()) for line in self.text.splitlines())


def list_files(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "-co", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return sorted({Path(line) for line in listed.splitlines() if (ROOT / line).is_file()})


def read_modules() -> list[Module]:
    paths = (path for path in list_files("*.py") if not set(path.parts) & set(LEFT_OUT))
    return [module for module in map(Module, paths) if module.text.strip()]


# The table of areas


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int((len(values) - 1) * share)] if values else 0


def spread(values: list[int]) -> str:
    middle = median(values) if values else 0
    return f"{middle:g}/{percentile(values, 0.9)}/{max(values, default=0)}"


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def extent(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_one_word(name: str) -> bool:
    return "_" not in name.strip("_")


def measure_area(modules: list[Module]) -> list[str]:
    functions = [function for module in modules for function in module.functions]
    definitions = (node for module in modules for node in module.definitions)
    named = [node for node in definitions if isinstance(node, Function)]
    files = [module.lines for module in modules]
    return [
        str(len(files)),
        f"{sum(files):,}",
        spread(files),
        f"{len(functions):,}",
        spread([extent(function) for function in functions]),
        percent(sum(node.returns is not None for node in functions), len(functions)),
        percent(sum(ast.get_docstring(node) is not None for node in functions), len(functions)),
        percent(sum(m.comments for m in modules), sum(m.written for m in modules)),
        percent(sum(node.name.startswith("_") for node in named), len(named)),
        percent(sum(is_one_word(node.name) for node in named), len(named)),
    ]


def print_areas(code: list[Module], tests: list[Module]) -> None:
    head = "| | files | lines | file med/p90/max | functions | fn med/p90/max | ann % | doc % "
    print(head + "| cm % | priv % | 1-word % |\n|---" + "|--:" * 10 + "|")
    for area in APPS:
        modules = [module for module in code if module.area == area]
        print("|", " | ".join([area, *measure_area(modules)]), "|")
    print("|", " | ".join(["**all code**", *measure_area(code)]), "|")
    print("|", " | ".join(["tests", *measure_area(tests)]), "|")


# What stands behind the single numbers


def repeated(places: dict[str, list[str]]) -> list[str]:
    found = {name: where for name, where in places.items() if len(set(where)) > 1}
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [f"{name}: {', '.join(where)}" for name, where in ordered]


def is_in_app(module: Module) -> bool:
    return module.area in APPS


def has_importers(module: Module) -> bool:
    """Django reads settings and formats by name, and nobody imports a script."""
    return is_in_app(module) and not {"settings", "formats"} & set(module.path.parts)


def find_repeated_names(code: list[Module], kinds: type | UnionType) -> list[str]:
    places: dict[str, list[str]] = defaultdict(list)
    for module in filter(is_in_app, code):
        for node in module.definitions:
            if isinstance(node, kinds) and node.name not in FOUND_BY_NAME:
                places[node.name].append(module.dotted)
    return repeated(places)


def find_full_folders(modules: list[Module]) -> list[str]:
    folders = Counter(module.path.parent for module in modules if not module.is_package)
    return [f"{folder}: {n}" for folder, n in sorted(folders.items()) if n > FULLEST_FOLDER]


def find_wide_template_lines() -> list[str]:
    templates = [path for path in list_files("*.html", "*.txt") if "templates" in path.parts]
    return [
        f"{path}:{number} ({len(line)})"
        for path in templates
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1)
        if len(line) > WIDEST_TEMPLATE_LINE
    ]


def find_long_functions(code: list[Module]) -> list[str]:
    return [
        f"{module.path}:{node.lineno} {node.name} ({extent(node)})"
        for module in code
        for node in module.functions
        if extent(node) > LONGEST_FUNCTION
    ]


def find_long_files(code: list[Module], limit: int) -> list[str]:
    return [f"{module.path} ({module.lines})" for module in code if module.lines > limit]


def find_unmirrored(code: list[Module]) -> list[str]:
    return [
        str(module.path)
        for module in filter(has_importers, code)
        if module.path.name not in WITHOUT_MIRROR
        if not any((ROOT / "tests" / module.path.parent).glob(f"test_{module.path.stem}*.py"))
    ]


# Names used only where they are defined


def is_handed_over(node: Definition) -> bool:
    """A registering decorator, or a base whose subclasses Django finds, uses the definition."""
    marks = " ".join(ast.unparse(mark) for mark in node.decorator_list)
    bases = " ".join(ast.unparse(base) for base in getattr(node, "bases", []))
    return any(word in marks.lower() for word in REGISTERING) or "AppConfig" in bases


def public_names(module: Module) -> Iterator[tuple[str, str]]:
    for node in module.definitions:
        if not is_handed_over(node):
            yield ("class" if isinstance(node, ast.ClassDef) else "function"), node.name
    yield from (("constant", name) for name in module.constants)


def resolve_source(module: Module, node: ast.ImportFrom) -> str:
    """The dotted module that `from … import` names, relative ones included."""
    if not node.level:
        return node.module or ""
    package = module.dotted.split(".") if module.is_package else module.dotted.split(".")[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, *([node.module] if node.module else [])])


def imported_names(module: Module) -> Iterator[tuple[str, str]]:
    """What a local name stands for, as (local name, dotted path)."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            source = resolve_source(module, node)
            yield from ((item.asname or item.name, f"{source}.{item.name}") for item in node.names)
        elif isinstance(node, ast.Import):
            yield from ((item.asname or item.name, item.name) for item in node.names)


def used_paths(module: Module) -> Iterator[str]:
    imports = dict(imported_names(module))
    yield from imports.values()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value)
            yield f"{imports.get(owner, owner)}.{node.attr}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def find_only_at_home(code: list[Module]) -> dict[str, list[str]]:
    """Public names that no other module uses, by kind."""
    users: dict[str, set[str]] = defaultdict(set)
    for module in code:
        for path in used_paths(module):
            users[path].add(module.dotted)
    found: dict[str, list[str]] = {"function": [], "class": [], "constant": []}
    for module in filter(has_importers, code):
        for kind, name in public_names(module):
            is_ours = name.startswith("_") or name in FOUND_BY_NAME
            if not is_ours and not users[f"{module.dotted}.{name}"] - {module.dotted}:
                found[kind].append(f"{module.dotted}.{name}")
    return found


def gather_findings(code: list[Module], tests: list[Module]) -> dict[str, list[str]]:
    at_home = find_only_at_home(code)
    wide = find_wide_template_lines()
    return {
        "names defined in two or more modules": find_repeated_names(code, Definition),
        "class names defined twice": find_repeated_names(code, ast.ClassDef),
        f"folders of code with more than {FULLEST_FOLDER} modules": find_full_folders(code),
        f"folders of tests with more than {FULLEST_FOLDER} modules": find_full_folders(tests),
        f"template lines over {WIDEST_TEMPLATE_LINE} characters": wide,
        "templates with such a line": sorted({line.split(":")[0] for line in wide}),
        f"functions over {LONGEST_FUNCTION} lines": find_long_functions(code),
        f"files over {LONG_FILE} lines": find_long_files(code, LONG_FILE),
        f"files over {LONGEST_FILE} lines": find_long_files(code, LONGEST_FILE),
        "modules without a mirroring test": find_unmirrored(code),
        "public functions used only at home": at_home["function"],
        "public classes used only at home": at_home["class"],
        "public constants used only at home": at_home["constant"],
    }


def print_findings(findings: dict[str, list[str]], in_full: bool) -> None:
    print("\n| measure | number |\n|---|--:|")
    for title, found in findings.items():
        print(f"| {title} | {len(found)} |")
    for title, found in findings.items() if in_full else ():
        print(f"\n## {title} ({len(found)})\n", *found, sep="\n- ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="also list what was counted")
    in_full = parser.parse_args().list
    modules = read_modules()
    tests = [module for module in modules if module.area == "tests"]
    code = [module for module in modules if module.area != "tests"]
    print_areas(code, tests)
    print_findings(gather_findings(code, tests), in_full)


if __name__ == "__main__":
    main()
