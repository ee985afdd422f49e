"""How many examples a property is tried on; profiles for all of them are in tests/conftest.py."""

import os

from hypothesis import settings

# For promises about a runner's safety: `@thorough` above `@given(...)`.
thorough = settings(max_examples=4_000 if os.environ.get("CI") else 200, deadline=None)
