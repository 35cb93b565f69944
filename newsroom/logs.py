"""What no log may hold: the token of a preview link opens an unpublished story to whoever reads it."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"/preview/[-\w]{20,}")


class ForgetTokens(logging.Filter):
    """Writes “/preview/…” where an address with a token stands."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_TOKEN.sub("/preview/…", one) if isinstance(one, str) else one for one in record.args)
        return True
