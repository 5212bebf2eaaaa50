"""Does one thing to many people: asked once, in pieces, with a word for each who is left out."""

from people.bulk.kinds import NOT_YOURS, ActKind, list_kinds, register_kind

__all__ = ["NOT_YOURS", "ActKind", "list_kinds", "register_kind"]
