"""Amounts as a story tells them: ``5 min`` is "five minutes"."""

from __future__ import annotations

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

_UNITS = {
    "ms": "millisecond",
    "s": "second",
    "min": "minute",
    "h": "hour",
    "d": "day",
}

#: Amounts that people round their needs to, by the unit of the term, rising.
ROUND: dict[str, tuple[str, ...]] = {
    "s": (
        "100 ms", "500 ms", "1 s", "2 s", "5 s", "10 s", "30 s", "1 min", "2 min", "5 min", "10 min", "15 min",
        "30 min", "1 h", "2 h", "4 h", "8 h", "12 h", "1 d", "2 d", "3 d", "7 d", "14 d", "30 d", "60 d", "90 d",
        "180 d", "365 d",
    ),
    "B": (
        "1 KB", "10 KB", "50 KB", "100 KB", "200 KB", "400 KB", "800 KB", "2 MB", "5 MB", "8 MB", "20 MB", "50 MB",
        "100 MB", "200 MB", "500 MB", "1 GB", "2 GB", "4 GB", "8 GB", "16 GB", "50 GB", "100 GB", "500 GB", "1 TB",
        "10 TB", "50 TB", "200 TB", "1 PB", "5 PB",
    ),
    "B/s": (
        "100 KB/s", "500 KB/s", "1 MB/s", "2 MB/s", "5 MB/s", "10 MB/s", "20 MB/s", "50 MB/s", "100 MB/s",
        "250 MB/s", "500 MB/s", "1 GB/s", "5 GB/s",
    ),
    "count": (
        "2", "3", "4", "5", "8", "10", "15", "20", "30", "40", "50", "75", "100", "200", "500", "1000", "2000",
        "5000", "10000",
    ),
    "1/s": ("1/s", "10/s", "50/s", "100/s", "500/s", "1000/s", "2000/s", "5000/s", "10000/s", "50000/s", "100000/s"),
}  # fmt: skip


def spoken(amount: str) -> str:
    """Give an amount as one would say it: small numbers and times in words, sizes as they are written."""
    number, _, unit = amount.partition(" ")
    if unit in _UNITS:
        return f"{_number(number)} {_UNITS[unit]}{'' if number == '1' else 's'}"
    if not unit and "/" not in number:
        return _number(number)
    if amount.endswith("/s") and not unit:
        return f"{_number(number[:-2])} a second"
    if unit.endswith("/s"):
        return f"{number} {unit[:-2]} a second"
    return amount


def _number(digits: str) -> str:
    whole = int(digits)
    return _SMALL[whole] if whole < len(_SMALL) else f"{whole:,}"
