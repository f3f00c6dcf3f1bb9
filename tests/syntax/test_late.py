"""A dialect that is imported late says what it would have said at once."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

from hypothesis import example, given
from hypothesis import strategies as st

from flashdeck import plugins
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.dialect import Dialect, Signed
from flashdeck.syntax.late import CUES
from flashdeck.syntax.page import page
from reading import DIALECTS

PARTS = (
    *(
        "word",
        " ",
        "\n",
        "\n\n",
        "# ",
        "## ",
        "- ",
        "    - ",
        "?",
        "??",
        "？",
        "[^uid]: abcXYZ0123\n",
    ),
    *(" ::: ", "---\n", " #card", " #[[card]]", "[[card]]", "{{cloze a}}", "%", "% \n", "\t- "),
    *(
        "<div data-question>\n",
        '<H2 markdown="1">\n',
        " #flashcard\n",
        " #Spaced/both\n",
        "\n[#tag]()\n",
        "- id:: 0a0b0c0d-\n",
        " ⚡",
        "🧠",
    ),
    *(" >> ", " <<", "\t<> ", ";; ", " :< ", ":> x", ";<", ";<> y", " >>>\n", "* TODO a :drill:\n"),
    *("#separator:tab\n", "a\tb\n", "\t", "#+title: a\n", ":PROPERTIES:\n"),
)
OURS: dict[str, Dialect] = {}
for name in CUES:
    module, _, attribute = plugins.DIALECTS.ours[name].partition(":")
    OURS[name] = getattr(import_module(module), attribute)


@given(
    st.lists(st.sampled_from(PARTS), max_size=14).map("".join),
    st.sampled_from(["a.md", "a.ORG", "a.csv", "a.txt", "<stdin.org>", "a"]),
)
@example("## a\n%\n", "a.md")
@example("# A？？\n", "a.md")
@example("What\tThat\nWho\tHe\nWhen\tNow\n", "a.txt")
@example("- a >> b\n- b :> c\n- c ;; d\n", "a.md")
def test_the_evidence_is_the_same(text: str, name: str) -> None:
    ready = page(Source(name, text, name), Settings())
    for each in CUES:
        late, ours = DIALECTS[each], OURS[each]
        assert late.evidence(ready) == ours.evidence(ready), each
        assert isinstance(late, Signed) and isinstance(ours, Signed)
        assert list(late.signs(ready)) == list(ours.signs(ready))
        assert late.read(ready) == ours.read(ready)


def test_none_is_imported_for_cards_of_another() -> None:
    modules = [plugins.DIALECTS.ours[name].partition(":")[0] for name in CUES]
    code = (
        "import sys; from flashdeck import plugins; from flashdeck.settings import Settings;"
        "from flashdeck.source import Source; from flashdeck.syntax.page import page;"
        "ready = page(Source('a.md', 'Q: What?\\nA: So.\\n', 'a.md'), Settings());"
        "[each.evidence(ready) for each in plugins.dialects().dialects.values()];"
        f"print([each for each in {modules!r} if each in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
