"""Changes the code in small ways and names the changes (mutants) that no test notices.

Each mutant is one change inside a function: a comparison, a boundary, `and`/`or`, a negation, a
number, a result. It is written into a copy of the project, and the tests of its module run there.
Mutants come in random order until the time is up; the same seed repeats the order.
"""

import argparse
import ast
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Module → arguments of pytest that run its tests.
TARGETS = {
    "courses/items/grading.py": "tests/courses/items tests/courses/quizzes",
    "courses/progress/completion.py": "tests/courses/progress",
    "reporting/figures/coverage.py": "tests/reporting/figures",
    "certification/verification/verdicts.py": "tests/certification/verification/test_verdicts.py",
    "certification/credentials/status_list.py": (
        "tests/certification/credentials/test_status_list.py"
    ),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutant:
    module: str
    line: int
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}  {self.before}  →  {self.after}"


def changes_of(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """What to put into which field of the node."""
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                for other in COMPARISONS[type(op)]:
                    yield "ops", [*ops[:place], other(), *ops[place + 1 :]]
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in OPERATORS:
            yield "op", OPERATORS[type(op)]()
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "operand", negation(operand)
        case ast.Constant(value=bool(value)):
            yield "value", not value
        case ast.Constant(value=int(value)):
            yield "value", value + 1
        case ast.Return(value=ast.expr()):
            yield "value", ast.Constant(None)
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare):
            yield "test", negation(test)


def negation(expression: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), expression)


def nodes_in_functions(tree: ast.Module) -> list[ast.AST]:
    """Everything that runs when a function is called: no defaults, annotations or decorators."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    nodes = (node for one in functions for part in one.body for node in ast.walk(part))
    return list(dict.fromkeys(nodes))  # a nested function is walked twice


def list_mutants(module: str) -> Iterator[Mutant]:
    tree = ast.parse((ROOT / module).read_text())
    for node in nodes_in_functions(tree):
        for field, value in changes_of(node):
            before, kept = first_line(node), getattr(node, field)
            setattr(node, field, value)
            source = ast.unparse(tree)
            yield Mutant(module, getattr(node, "lineno", 0), before, first_line(node), source)
            setattr(node, field, kept)


def first_line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0]


def copy_project(folder: Path) -> None:
    """Files that git knows; what set-up installed is linked."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    for name in filter(lambda name: (ROOT / name).is_file(), listed.stdout.splitlines()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    for name in ("node_modules", "var"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)


def passes(folder: Path, tests: str, *, seconds: float) -> bool:
    """Whether the tests pass in time; a mutant that never ends is noticed too."""
    command = [sys.executable, "-m", "pytest", "-xqq", "-p", "no:randomly", *tests.split()]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def survives(folder: Path, mutant: Mutant, *, seconds: float) -> bool:
    path = folder / mutant.module
    written = path.read_text()
    path.write_text(mutant.source)
    try:
        return passes(folder, TARGETS[mutant.module], seconds=seconds)
    finally:
        path.write_text(written)


def time_tests(folder: Path, modules: list[str]) -> dict[str, float]:
    """Seconds that the tests of each module may take; they must pass as the code stands."""
    allowed = {}
    for module in modules:
        start = time.monotonic()
        if not passes(folder, TARGETS[module], seconds=600):
            sys.exit(f"The tests of {module} fail before anything is changed.")
        allowed[module] = 3 * (time.monotonic() - start) + 10
    return allowed


def report(folder: Path, modules: list[str], mutants: list[Mutant], until: float) -> None:
    copy_project(folder)
    allowed = time_tests(folder, modules)
    tried = survived = 0
    for mutant in mutants:
        if time.monotonic() > until:
            break
        tried += 1
        if survives(folder, mutant, seconds=allowed[mutant.module]):
            survived += 1
            print(f"survives: {mutant}", flush=True)
    print(f"{tried} of {len(mutants)} tried, {tried - survived} killed, {survived} survive.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("only", nargs="*", help="part of a module's path")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311
    options = parser.parse_args()
    modules = [m for m in TARGETS if not options.only or any(part in m for part in options.only)]
    mutants = [mutant for module in modules for mutant in list_mutants(module)]
    random.Random(options.seed).shuffle(mutants)  # noqa: S311
    print(f"{len(mutants)} mutants of {', '.join(modules)}; --seed {options.seed}", flush=True)
    with TemporaryDirectory() as name:
        report(Path(name), modules, mutants, time.monotonic() + 60 * options.minutes)


if __name__ == "__main__":
    main()
