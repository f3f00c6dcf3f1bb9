"""Cards as Anki shows them, on a page to look at.

    python tests/card_page.py deck.apkg page.html [--dark] [--math tex-chtml.js] [--find SEARCH]

The cards are rendered by Anki from the package, so the page shows what its
templates and style sheet do; pictures are put beside the page. Without `--math`
formulas stand as they are written.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

_PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>html, body {{ margin: 0 }} .card + .card {{ border-top: 6px double #888 }}
{css}</style>{math}</head>
<body>{cards}</body></html>
"""
_MATH = """<script>MathJax = {{tex: {{inlineMath: [["\\\\(", "\\\\)"]],
displayMath: [["\\\\[", "\\\\]"]]}}}}</script><script src="{}"></script>"""


def page(package: Path, out: Path, *, dark: bool, math: str | None, find: str) -> None:
    """Write a page with both sides of the cards that a search of Anki's finds, or of all."""
    with tempfile.TemporaryDirectory() as folder:
        anki = Collection(str(Path(folder, "collection.anki2")))
        options = ImportAnkiPackageOptions(merge_notetypes=False)
        anki.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(package), options=options)
        )
        shown = "\n".join(_sides(anki, dark, find))
        css = next(kind["css"] for kind in anki.models.all() if kind["name"] == "flashdeck basic")
        shutil.copytree(anki.media.dir(), out.parent, dirs_exist_ok=True)
        anki.close()
    script = _MATH.format(math) if math else ""
    out.write_text(_PAGE.format(css=css, math=script, cards=shown), "utf-8")


def _sides(anki: Collection, dark: bool, find: str) -> Iterator[str]:
    night = " nightMode night_mode" if dark else ""
    for ident in anki.find_cards(find, order="c.due"):
        output = anki.get_card(ident).render_output()
        for text in (output.question_text, output.answer_text):
            yield f'<div class="card card1{night}"><div id="qa">{text}</div></div>'


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("package", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--math")
    parser.add_argument("--find", default="")
    given = parser.parse_args(arguments)
    page(given.package, given.out, dark=given.dark, math=given.math, find=given.find)


if __name__ == "__main__":
    main(sys.argv[1:])
