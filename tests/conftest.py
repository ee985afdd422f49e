"""What every test is given: the fixtures of tests/support and the budget of the property tests."""

import os

from hypothesis import settings

pytest_plugins = ["tests.support.postgres"]

# A time limit on one example would fail on a busy machine and say nothing about the code. What must be tried on
# more examples than these says so with tests.support.properties.thorough.
settings.register_profile("dev", max_examples=100, deadline=None)
# In CI the examples are the same for the same code, so that a red run is about the change; everyday runs go on looking.
settings.register_profile("ci", max_examples=1_000, deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
