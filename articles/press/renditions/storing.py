"""Where renditions are kept, and the making of those that are missing: by `tick`, or by the first who asks."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from articles.models import Image
from articles.press.renditions.making import make
from articles.press.renditions.names import FOLDER, Source, Wanted, renditions_of


def source_of(image: Image) -> Source:
    """What the picture's renditions depend on. No query and no look at the file."""
    width, height = image.upright_size
    return Source(
        stem=image.stem,
        width=width,
        height=height,
        focus=image.focus,
        is_transparent=image.is_transparent,
        credit=image.credit,
        creator=image.creator,
        copyright_notice=image.copyright_notice,
    )


def opened(image: Image, name: str) -> IO[bytes]:
    """The rendition of that name, made if it is one of today's set and not there yet.

    Raises FileNotFoundError for a name outside the set, and for a picture whose file is gone or cannot be read.
    """
    try:
        return default_storage.open(name)
    except FileNotFoundError:
        source = source_of(image)
        wanted = next((one for one in renditions_of(source) if one.name == name), None)
        if wanted is None:
            raise
    try:
        _ensure(image, source, wanted)
    except (OSError, ValueError, SyntaxError) as unreadable:
        raise FileNotFoundError(f"Picture {image.pk} cannot be read.") from unreadable
    return default_storage.open(name)


def make_missing(image: Image) -> list[str]:
    """Make the renditions of the picture that are not there; their names.

    Raises what a broken file makes Pillow raise.
    """
    source = source_of(image)
    there = _files_of(source.stem)
    missing = [wanted for wanted in renditions_of(source) if wanted.name not in there]
    return [wanted.name for wanted in missing if _ensure(image, source, wanted)]


def _files_of(stem: str) -> set[str]:
    folder = f"{FOLDER}{stem}"
    try:
        return {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    except (FileNotFoundError, NotADirectoryError):
        return set()


def _ensure(image: Image, source: Source, wanted: Wanted) -> bool:
    """Make the file unless somebody did meanwhile; whether it was made here."""
    with _alone(wanted.name):
        if default_storage.exists(wanted.name):
            return False
        with default_storage.open(str(image.file.name)) as original:
            _put(default_storage, wanted.name, make(original, source, wanted))
        return True


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One maker at a time for a file: the others of this machine wait, and find it made."""
    room = Path(tempfile.gettempdir()) / f"newsroom-{os.getuid()}"
    room.mkdir(mode=0o700, exist_ok=True)
    with (room / f"{sha256(f'{settings.MEDIA_ROOT}{name}'.encode()).hexdigest()[:2]}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _put(storage: Storage, name: str, content: bytes) -> None:
    """Written whole or not at all: nobody is served half a picture."""
    if not isinstance(storage, FileSystemStorage):
        storage.save(name, ContentFile(content))
        return
    place = Path(storage.path(name))
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as half:
        half.write(content)
    os.chmod(half.name, 0o644)
    os.replace(half.name, place)
