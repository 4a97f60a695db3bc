"""What holds for all tests: hypothesis looks at the same examples every time in CI, and at new ones elsewhere."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, database=None, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if "CI" in os.environ else "here")
