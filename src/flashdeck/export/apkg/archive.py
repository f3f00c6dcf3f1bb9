"""The zip file around the database and the media.

Nothing in it tells when or where it was made.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flashdeck.export.apkg.pieces import LEVEL, Pieces

COLLECTION = "collection.anki2"
_MEDIA = "media"
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o644 << 16


def write(out: Path, collection: Pieces, media: Mapping[str, Path]) -> None:
    """The package; media by name go under numbers, in the order of their names."""
    names = sorted(media)
    listed = {str(number): name for number, name in enumerate(names)}
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        _join(package, _info(COLLECTION), collection)
        package.writestr(_info(_MEDIA), json.dumps(listed, ensure_ascii=False))
        for number, name in enumerate(names):
            _copy(package, str(number), media[name])


def _copy(package: ZipFile, name: str, path: Path) -> None:
    with path.open("rb") as source, package.open(_info(name), "w") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _join(package: ZipFile, info: ZipInfo, pieces: Pieces) -> None:
    """Add a file that is deflated already, as `ZipFile.open` does one that is not."""
    data = [*pieces.all()]
    info.CRC, info.file_size = pieces.sum, pieces.path.stat().st_size
    info.compress_size = sum(map(len, data))
    target = package.fp
    assert target is not None  # it is open
    info.header_offset = target.tell()
    target.write(info.FileHeader())
    target.writelines(data)
    package.filelist.append(info)
    package.NameToInfo[info.filename] = info
    package.start_dir = target.tell()


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _NO_DATE)
    info.compress_type = ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _READABLE
    # Before Python 3.13 `open` asks this name, and later versions answer to it too.
    info._compresslevel = LEVEL  # type: ignore[attr-defined]
    return info
