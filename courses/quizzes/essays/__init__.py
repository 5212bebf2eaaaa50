"""Essays of papers: handed in, marked by one or two people, decided, corrected.

Its modules are loaded when first asked for (PEP 562): handing in a paper makes essays, and the
last mark of an essay decides its paper.
"""

from importlib import import_module
from types import ModuleType

__all__ = ["correcting", "decision", "leases", "marks", "results"]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
