"""The secret of a try-out site: made once, kept beside manage.py, readable by its owner only."""

import os
import secrets
from pathlib import Path


def write_secret_key(path: Path) -> None:
    """Write a fresh random key; a key that another process wrote first stays."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(64))
