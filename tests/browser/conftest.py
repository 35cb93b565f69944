"""A real browser before the live server: Debian's chromium, where there is one; the tests are skipped where not."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

# The browser's driver runs an event loop in this very thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    return {
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture(scope="session")
def base_url() -> str:
    """None: tests name the live server's addresses in full. In place of a plugin's own, which pytest deprecates."""
    return ""
