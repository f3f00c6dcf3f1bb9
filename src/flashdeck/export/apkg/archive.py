"""The zip file around the database and the media.

Nothing in it tells when or where it was made.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flashdeck.export.apkg.pieces import LEVEL, Deflated

COLLECTION = "collection.anki2"
_MEDIA = "media"
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


def write(out: Path, collection: Deflated, media: Mapping[str, Path]) -> None:
    """The package; media by name go under numbers, in the order of their names."""
    names = sorted(media)
    listed = {str(number): name for number, name in enumerate(names)}
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=LEVEL) as package:
        first = _joined(package, collection)
        with package.open(_MEDIA, "w") as target:
            target.write(json.dumps(listed, ensure_ascii=False).encode())
        for number, name in enumerate(names):
            with media[name].open("rb") as source, package.open(str(number), "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        for each in package.infolist():
            each.create_system, each.external_attr = _UNIX, _READABLE
    with out.open("r+b") as file:
        file.seek(first.header_offset)
        file.write(first.FileHeader())


def _joined(package: ZipFile, collection: Deflated) -> ZipInfo:
    """Add what is deflated already: as it is, and what it is told afterwards.

    The head that stands before it has to be written once more.
    """
    info = ZipInfo(COLLECTION, _NO_DATE)
    info.compress_type = ZIP_STORED
    with package.open(info, "w") as target:
        for piece in collection.pieces:
            target.write(piece)
    info.compress_type, info.CRC, info.file_size = ZIP_DEFLATED, collection.sum, collection.size
    return info
