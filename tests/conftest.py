"""What holds for all tests: hypothesis looks at the same examples every time in CI, and at new ones elsewhere."""

import gc
import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, database=None, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if "CI" in os.environ else "here")

# Tests leave little behind, and looking for it through all that is imported takes a tenth of their time.
gc.set_threshold(100_000, 50, 100)


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: the tests with real daemons mostly wait."""
    return (os.cpu_count() or 1) + 1
