"""What every test is given: the fixtures of tests/support and the budget of the property tests."""

import os

from hypothesis import settings

pytest_plugins = ["tests.support.postgres"]

# A time limit on one example would fail on a busy machine and say nothing about the code. What must be tried on
# more examples than these says so with tests.support.properties.thorough.
settings.register_profile("dev", max_examples=100, deadline=None)
settings.register_profile("ci", max_examples=1_000, deadline=None, derandomize=False, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
