"""How far a plan is met: counted in this process, and asked of a server over HTTP."""

from tests.bench.coverage.nation import measure

__all__ = ["measure"]
