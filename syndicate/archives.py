"""Zip and tar archives -> documents. Nothing is written to the disk, and no size an archive states is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING

from syndicate.model import Failure
from syndicate.readers import Document

if TYPE_CHECKING:
    import tarfile
    import zipfile

SIZE = 50_000_000
"""Bytes a document may have."""
MEMBERS = 10_000
"""Files an archive may hold."""
UNPACKED = 500_000_000
"""Bytes an archive may unpack to."""
RATIO = 200
"""Times its packed size that a member over 1 MB may unpack to; text packs 3 to 20 times."""
SUFFIXES: tuple[str, ...] = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".txz")
"""Endings of the archives that are opened."""


def members(opened: IO[bytes], name: str, wanted: Callable[[str], bool]) -> Iterator[Document | Failure]:
    """Give the documents in an archive, sorted by name where it is a zip, in its own order where it is a tar.

    Args:
        opened: the archive.
        name: how it is known; its ending tells its kind.
        wanted: whether a member of that name may be a document; others are passed over.
    """
    return _zip(opened, name, wanted) if name.lower().endswith(".zip") else _tar(opened, name, wanted)


def inside(member: str) -> str:
    """Return a member's name without what leads out of the archive, for the look at its ending."""
    return "/".join(part for part in member.replace("\\", "/").split("/") if part not in {"", ".", ".."})


def _refused(member: str, full: str) -> Failure | None:
    """Return why the member's name alone forbids to read it; None where it does not."""
    if member.removeprefix("./") != inside(member) or ":" in member.split("/")[0]:
        return Failure("read", full, "its name leads out of the archive.", "Make the archive again, with plain names.")
    if member.lower().endswith(SUFFIXES):
        return Failure("read", full, "it is an archive in an archive.", "Unpack it first.")
    return None


def _too_many(name: str) -> Failure:
    return Failure("read", name, f"it holds over {MEMBERS:,} files.", "Split the archive.")


def _too_big(full: str, limit: int) -> Failure:
    return Failure("read", full, f"it unpacks to over {limit:,} bytes, more than an article can have.", "Leave it out.")


def legible(name: str) -> str:
    r"""Return the file name *name* as text: what is no UTF-8 in it is told by its bytes, as in `road\xff.txt`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _zip(opened: IO[bytes], name: str, wanted: Callable[[str], bool]) -> Iterator[Document | Failure]:
    import zipfile

    try:
        archive = zipfile.ZipFile(opened)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        yield Failure("read", name, f"it is no zip archive that can be read ({error}).", "Make the archive again.")
        return
    with archive:
        found = sorted((one for one in archive.infolist() if not one.is_dir()), key=lambda one: one.filename)
        if len(found) > MEMBERS:
            yield _too_many(name)
            return
        left = UNPACKED
        for member in found:
            if not wanted(inside(member.filename)):
                continue
            one = _zipped(archive, member, name, left)
            if isinstance(one, Document):
                left -= len(one.data)
            yield one


def _zipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, left: int) -> Document | Failure:
    import zipfile
    import zlib

    full = f"{name}/{member.filename}"
    if (refused := _refused(member.filename, full)) is not None:
        return refused
    limit = min(SIZE, left, max(1_000_000, RATIO * member.compress_size))
    try:
        with archive.open(member) as opened:
            data = opened.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        return Failure("read", full, f"it cannot be unpacked ({error}).", "Make the archive again, without a password.")
    return _too_big(full, limit) if len(data) > limit else Document(full, data)


def _tar(opened: IO[bytes], name: str, wanted: Callable[[str], bool]) -> Iterator[Document | Failure]:
    """Give a tar's members as they stand: it is read once, from front to end, and never unpacked as a whole."""
    import lzma
    import tarfile
    import zlib

    left, count = UNPACKED, 0
    try:
        with tarfile.open(fileobj=opened, mode="r|*") as archive:
            for member in archive:
                count += 1
                # What is skipped is unpacked too, and counts: a bomb need not call itself an article.
                left -= member.size
                if count > MEMBERS or left < 0:
                    yield _too_many(name) if count > MEMBERS else _too_big(name, UNPACKED)
                    return
                if not member.isdir() and wanted(inside(member.name)):
                    yield _tarred(archive, member, name)
    except (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError, ValueError) as error:
        yield Failure("read", name, f"the archive cannot be read further ({error}).", "Make the archive again.")


def _tarred(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> Document | Failure:
    full = f"{name}/{legible(member.name).removeprefix('./')}"
    if (refused := _refused(member.name, full)) is not None:
        return refused
    opened = archive.extractfile(member) if member.isreg() else None
    if opened is None:  # a link may lead out, a device or pipe never ends
        return Failure("read", full, "it is no ordinary file.", "Make the archive again, with the file itself.")
    if member.size > SIZE:
        return _too_big(full, SIZE)
    data = opened.read(SIZE + 1)
    if len(data) < member.size:
        return Failure("read", full, "the archive ends inside it.", "Make the archive again.")
    return Document(full, data)
