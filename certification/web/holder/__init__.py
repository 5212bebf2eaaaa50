"""Pages of a certificate's holder, and what holders choose there."""

__all__: list[str] = []
