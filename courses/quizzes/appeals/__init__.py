"""What is said against marked papers: reports of learners, and what another key changes.

Its modules are loaded when first asked for (PEP 562): marking papers answers reports, and another
key marks papers.
"""

from importlib import import_module
from types import ModuleType

__all__ = ["answering", "regrading", "reports"]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
