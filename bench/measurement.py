"""One figure of the bench."""

from typing import NamedTuple


class Measurement(NamedTuple):
    """What was measured, the median, what it may be at most (0: a baseline without a budget), and the unit of both."""

    name: str
    value: float
    budget: float
    unit: str
