"""Decides which contacts of a roster can be given, by what is true once all its lines are."""

from collections.abc import Mapping

# Whose an identifier is: a person's key, or the staff number of somebody new.
Owner = int | str
Claim = tuple[Owner, str]  # of an owner on a field


def refuse_taken_contacts(
    claims: Mapping[Claim, str], recorded: Mapping[Claim, str], holders: Mapping[str, Owner]
) -> set[Claim]:
    """Return the claims on an identifier that somebody else keeps.

    Whoever gets another one from the file gives up the one recorded: two people can swap.
    """
    refused: set[Claim] = set()
    # Until nothing changes: whoever is refused keeps the old one, which refuses the next.
    while True:
        given_up = {
            recorded[claim]: claim[0]
            for claim, value in claims.items()
            if claim not in refused and recorded.get(claim, value) != value
        }
        taken = {
            claim
            for claim, value in claims.items()
            if (holder := holders.get(value)) not in (None, claim[0])
            and given_up.get(value) != holder
        }
        if taken <= refused:
            return refused
        refused |= taken
