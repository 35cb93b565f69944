"""What can be done to an item without a database: parsed, its quotes found, its body cleaned and marked.

Knows no Django, so that worker processes start quickly and share nothing.
"""

from __future__ import annotations

import gc
import json
import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from articles.management.intake.sources import RawItem
from articles.parsing.bodymarks import make_quote_id
from articles.parsing.encoding import decode
from articles.parsing.marking import MarkedBody, mark_found
from articles.parsing.markup import BodyTooLong
from articles.parsing.ninjs import read_ninjs
from articles.parsing.wire import UnreadableItem, WireItem, read_text_item

_CHUNK = 25
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item ready to be filed; or, with a fault, why it cannot be. The words of its body are in `marked`."""

    raw: RawItem
    item: WireItem | None = None
    marked: MarkedBody | None = None
    fault: str = ""


def prepare(raw: RawItem) -> Prepared:
    """Parse one item. Never raises: what cannot be read has a sentence that says why."""
    if raw.fault or raw.is_skipped:
        return Prepared(raw, fault=raw.fault)
    try:
        item = read_item(raw)
        marked = mark_found(item.body_html, make_id=make_quote_id, found=item.quotes, is_new=True)
    except (UnreadableItem, BodyTooLong) as error:
        return Prepared(raw, fault=str(error))
    except Exception as error:  # an odd item must not stop those after it: logged with its traceback, and counted
        log.exception("%s could not be parsed", raw.name)
        return Prepared(raw, fault=f"It could not be parsed ({error.__class__.__name__}).")
    return Prepared(raw, item, marked)


def read_item(raw: RawItem) -> WireItem:
    """The item in its format. Raises UnreadableItem."""
    text, problems = decode(raw.content)
    item = read_ninjs(_parsed_json(text)) if raw.format == "ninjs" else read_text_item(raw.name, text)
    return replace(item, problems=(*problems, *item.problems)) if problems else item


def _parsed_json(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableItem("This is not JSON that can be read: it is nested too deeply.") from None
    except ValueError as error:
        raise UnreadableItem(f"This is not JSON: {str(error)[:100]}.") from None


def prepare_all(raws: Iterable[RawItem], workers: int) -> Iterator[Prepared]:
    """Prepare items in order, in this process or, from two workers on, in processes of their own.

    Few items are under way at once, so that memory does not grow with the length of a file.
    """
    collect_less()
    if workers < 2:
        yield from map(prepare, raws)
        return
    # Spawned, not forked: a worker must not inherit a connection to the database.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_begin_work) as pool:
        waiting: deque[Future[list[Prepared]]] = deque()
        left = iter(raws)
        while chunk := list(islice(left, _CHUNK)):
            waiting.append(pool.submit(_prepare_chunk, chunk))
            if len(waiting) > 3 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def collect_less() -> None:
    """Let Python look for garbage seldom, and not among what is loaded by now: a tenth of the time of an import."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _begin_work() -> None:
    collect_less()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever: it ends too."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _prepare_chunk(raws: list[RawItem]) -> list[Prepared]:
    return [prepare(raw) for raw in raws]
