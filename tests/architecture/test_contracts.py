"""The house stands as its plan says."""

import ast
import re
import subprocess
import sys
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.architecture.source import APPS, ROOT, Import, doors, imports, is_package, trees

# The kit's script stays one file: a stranger carries it and reads it whole.
EXEMPT = {"migrations", "program"}
BARE = {
    f"{app}.management{below}"  # Django asks for these packages; they hold commands, nothing else
    for app in APPS
    for below in ("", ".commands")
}
JUNK_ROOMS = {"core", "common", "utils", "helpers", "services", "enums", "misc"}


def test_each_room_looks_down_only():
    program = str(Path(sys.executable).with_name("lint-imports"))
    told = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_there_are_no_junk_rooms():
    names = {path.stem for app in APPS for path in (ROOT / app).rglob("*.py")}
    assert not names & JUNK_ROOMS


def test_no_file_is_longer_than_one_subject():
    long = {
        str(path.relative_to(ROOT)): lines
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if EXEMPT.isdisjoint(path.parts) and (lines := len(path.read_text().splitlines())) > 400
    }
    assert not long


def test_no_folder_is_a_corridor():
    counts = Counter(
        path.parent
        for app in (*APPS, "tests")
        for path in (ROOT / app).rglob("*.py")
        if path.name != "__init__.py" and "migrations" not in path.parts
    )
    assert not {str(folder.relative_to(ROOT)): n for folder, n in counts.items() if n > 12}


def test_a_class_name_means_one_class():
    homes = defaultdict(list)
    for module, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name != "Command":
                homes[node.name].append(module)
    assert not {name: modules for name, modules in homes.items() if len(modules) > 1}


def test_other_apps_come_in_by_the_doors():
    """A name in ``__all__`` of a package is a door, and so is a module that it lists.

    Modules at the top of an app are open.
    """
    ours = trees()
    behind = [
        f"{one.module}: from {one.package} import {one.name}"
        for one in imports()
        if one.package.partition(".")[0] in APPS
        and one.package.partition(".")[0] != one.app
        and not is_door(one, ours)
    ]
    assert not behind


def is_door(one: Import, ours: dict[str, ast.Module]) -> bool:
    if is_package(one.package):
        is_module = f"{one.package}.{one.name}" in ours
        return one.name in doors(one.package) or (is_module and one.package in APPS)
    package, _, module = one.package.rpartition(".")
    return package in APPS or module in doors(package)


def test_every_package_says_what_it_is():
    unsaid = {module for module, tree in trees().items() if not ast.get_docstring(tree)}
    assert not {one for one in unsaid if is_package(one) and one not in APPS} - BARE


def test_a_package_has_few_doors_and_each_opens():
    """Django's models are one face whose size the tables decide."""
    named = {one: doors(one) for one in trees() if is_package(one) and not one.endswith(".models")}
    assert not {one: len(names) for one, names in named.items() if len(names) > 10}
    assert not {
        f"{one}.{name}"
        for one, names in named.items()
        for name in names
        if not hasattr(import_module(one), name)
    }


def test_private_names_stay_at_home():
    known = {*APPS, "tests"}
    assert not [
        f"{one.module}: from {one.package} import {one.name}"
        for one in imports()
        if one.name.startswith("_") and one.package.partition(".")[0] in known
    ]


def test_whoever_may_read_a_page_may_ask_for_its_head():
    """Link checkers, caches and messengers ask with HEAD before they show a link."""
    deaf = re.compile(r'require_GET\b|require_http_methods\(\["GET", (?!"HEAD")')
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    assert [str(path) for path in paths if deaf.search(path.read_text())] == []
