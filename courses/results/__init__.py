"""Where the learners of a trainer's own courses are, and what a trainer writes to them."""

from courses.results.letters import NothingToWrite, TooManyLearners, write_to_learners
from courses.results.states import LearnerState, add_states, count_states, list_taught

__all__ = [
    "LearnerState",
    "NothingToWrite",
    "TooManyLearners",
    "add_states",
    "count_states",
    "list_taught",
    "write_to_learners",
]
