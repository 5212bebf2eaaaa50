"""The client's journal: what it was about to send, and what was acknowledged."""

import json
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Act(NamedTuple):
    """One thing that a learner does once; ``what`` is the key of the row that it is about."""

    name: str
    person: int
    what: int


@dataclass
class Journal:
    """Every line is in the file before the next thing happens."""

    path: Path
    acknowledged: dict[Act, float] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    replies: int = 0
    longest: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, event: str, act: Act, **more: object) -> None:
        line = json.dumps({"at": time.time(), "event": event, **act._asdict(), **more})
        with open(self.path, "a") as file:
            file.write(line + "\n")

    def sending(self, act: Act) -> None:
        with self._lock:
            self.write("sending", act)

    def answered(self, act: Act, seconds: float, status: int) -> None:
        with self._lock:
            self.write("acknowledged", act, status=status, seconds=seconds)
            self.acknowledged.setdefault(act, time.time())
            self.replies += 1
            self.longest = max(self.longest, seconds)

    def failed(self, act: Act, seconds: float, seen: str) -> None:
        """What a person would have seen instead of an answer."""
        with self._lock:
            self.write("failed", act, seen=seen, seconds=seconds)
            self.trouble.append(seen)
            self.longest = max(self.longest, seconds)

    @property
    def last_at(self) -> float:
        return max(self.acknowledged.values(), default=0.0)

    def first_of(self, person: int) -> float:
        """When the person was answered for the first time."""
        own = [at for act, at in self.acknowledged.items() if act.person == person]
        return min(own, default=float("inf"))
