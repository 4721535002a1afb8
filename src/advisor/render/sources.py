"""Numbers for the pages that reasons cite."""

from __future__ import annotations

from advisor.recommend.result import Reason


class Sources:
    """Numbers for the pages that reasons cite, in the order in which they are cited."""

    def __init__(self) -> None:
        """Begin with none."""
        self.numbers: dict[str, int] = {}

    def note(self, reason: Reason) -> str:
        """Give the mark behind a reason; empty where it cites nothing."""
        if not reason.source:
            return ""
        number = self.numbers.setdefault(reason.source, len(self.numbers) + 1)
        return f" [{number}]" + ("" if reason.confirmed else " (not confirmed)")
