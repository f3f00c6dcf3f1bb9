"""Text of other notes on a card, as Obsidian shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashdeck.loading.embedding import LONGEST, MOST
from flashdeck.loading.excerpts import excerpt
from flashdeck.model import Note, answer, passages, prompt
from reading import folder, written

PNG = b"\x89PNG\r\n\x1a\n"
DINO = """\
---
tags: [vision]
---
# DINO

A student and a teacher. ^intro

## Centring `c` %%a remark%%

It subtracts a *mean*. ![](img/a.png)

- one
- two ^two
  - nested

### Why

> against
> collapse

^why

```
## Centring c
```

## Loss

See ![[Loss#^eq]]
"""
LOSS = "The loss is\n\n$$\nL = 1\n$$\n^eq\n\n![[DINO#Loss]]\n"


def vault(root: Path, cards: str) -> Path:
    files: dict[str, str | bytes] = {
        "lib/DINO.md": DINO,
        "lib/Loss.md": LOSS,
        "lib/img/a.png": PNG,
        "Physics/Physics.md": "All about matter.\n",
        "cards/x.md": cards,
    }
    return written(root, files)


def told(root: Path, shown: str) -> str:
    """The answer of a card that shows something."""
    (note,) = folder(vault(root, f"Q: Why?\nA: {shown}\n")).collection.notes
    found = answer(note)
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("![[DINO#^intro]]", "A student and a teacher."),
        ("![[dino#^INTRO|so]]", "A student and a teacher."),
        ("see ![[lib/DINO#^intro]] there", "see A student and a teacher. there"),
        ("![[DINO#^two]]", "- two\n  - nested"),
        ("![[DINO#Why]]", "### Why\n\n> against\n> collapse\n\n\n\n```\n## Centring c\n```"),
        ("![[DINO#DINO#Why#^why]]", "> against\n> collapse"),
        ("![[DINO#loss]]", "## Loss\n\nSee \n\n$$\nL = 1\n$$"),
        ("![[Physics]]", "All about matter."),
        ("![[Physics/Physics.md]]", "All about matter."),
        ("x\n\n- ![[Loss#^eq]]\n- b", "x\n\n- $$\n  L = 1\n  $$\n- b"),
        ("x\n\n- ![[DINO#^two]]\n- b", "x\n\n- two\n    - nested\n- b"),
        ("x\n\n- so ![[Loss#^eq]]\nb", "x\n\n- so \n\n  $$\n  L = 1\n  $$\n\nb"),
        ("x\n\n> ![[Loss#^eq]]\n> b", "x\n\n> $$\n> L = 1\n> $$\n>\n> b"),
        ("x\n![[Loss#^eq]]\nb", "x\n\n$$\nL = 1\n$$\n\nb"),
        ("`![[DINO]]`", "`![[DINO]]`"),
    ],
)
def test_what_is_shown(tmp_path: Path, shown: str, text: str) -> None:
    assert told(tmp_path, shown) == text


def test_front_matter_comments_and_ids_are_not_shown_and_pictures_are(tmp_path: Path) -> None:
    found = folder(vault(tmp_path, "Q: Why?\nA: ![[DINO#Centring c]]\n\n![[DINO]]\n"))
    (note,) = found.collection.notes
    shown = answer(note)
    assert shown is not None
    for hidden in ("tags:", "%%", "^two", "^intro", "^why"):
        assert hidden not in shown.text
    (media,) = {media.path for media in found.collection.media.values()}
    assert media == (tmp_path / "lib/img/a.png").resolve()
    assert "missing-media" not in {each.rule.name for each in found.diagnostics}


@pytest.mark.parametrize(
    ("card", "message"),
    [
        ("Q: Why?\nA: ![[DNO]]", "there is no note `DNO` in this collection"),
        ("Q: Why?\nA: ![[DINO#Nope]]", "there is no heading `Nope` in that note"),
        ("Q: Why?\nA: ![[DINO#^nope]]", "there is no block `^nope` in that note"),
        ("Q: Why?\nA: ![[empty]]", "that note is empty"),
        (
            "C: a [gap] ![[DINO]]",
            "what this shows in Obsidian is not on the card, as it has gaps",
        ),
        (
            "Q: Why?\nA: ![[long]]",
            f"what this shows is longer than {LONGEST:,} characters",
        ),
    ],
)
def test_what_cannot_be_shown_stays_as_it_is_and_is_said(
    tmp_path: Path, card: str, message: str
) -> None:
    written(tmp_path, {"long.md": "word " * LONGEST, "empty.md": "---\na: 1\n---\n\n"})
    found = folder(vault(tmp_path, f"{card}\n"))
    (told,) = [each for each in found.diagnostics if each.rule.name == "embedded-note"]
    assert told.message == message
    assert told.span.text == card[card.index("![[") :]
    (note,) = found.collection.notes
    assert told.span.text in "".join(each.text for each in (prompt(note), answer(note)) if each)


def test_a_drawing_is_shown_as_the_picture_beside_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "x.md": "a :: ![[d.excalidraw|300]]\n\nb :: ![[e.excalidraw]]\n\nc :: ![[f.pdf#page=2]]\n",
        "in/d.excalidraw.md": "# Text\n",
        "in/d.excalidraw.svg": "<svg/>",
        "in/e.excalidraw.md": "# Text\n",
        "in/f.pdf": b"%PDF",
    }
    found = folder(written(tmp_path, files))
    told = [shown.text for note in found.collection.notes if (shown := answer(note))]
    assert told == ["![[@/in/d.excalidraw.svg]]", "![[e.excalidraw]]", "![[f.pdf#page=2]]"]
    (media,) = found.collection.media.values()
    assert media.path.name == "d.excalidraw.svg"
    assert [each.message for each in found.diagnostics] == [
        "there is no picture of the drawing `e.excalidraw`",
        "a card cannot show `f.pdf`",
    ]


def test_what_shows_itself_ends(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "A ![[b]]\n",
        "b.md": "B ![[a]]\n",
        "deep.md": "![[deep1]]\n",
        **{f"deep{at}.md": f"{at} ![[deep{at + 1}]]\n" for at in range(1, 9)},
        "x.md": "Q: Which?\nA: ![[a]]\n\nQ: How deep?\nA: ![[deep]]\n",
    }
    notes = folder(written(tmp_path, files)).collection.notes
    assert [found.text for note in notes if (found := answer(note))] == [
        "A B ![[a]]",
        "1 2 3 4 ![[deep5]]",
    ]


def test_notes_that_all_show_one_another_end(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(30)]
    every = "\n\n".join(f"![[{name}]]" for name in names)
    read = folder(
        written(tmp_path, {"x.md": "a :: ![[n0]]\n", **{f"{n}.md": every for n in names}})
    )
    back = answer(read.collection.notes[0])
    assert back is not None and back.text == "![[n0]]"
    (found,) = [each for each in read.diagnostics if each.rule.name == "embedded-note"]
    assert found.message == f"more than {MOST} notes are embedded in this card"


def test_ids_are_those_of_what_is_written(tmp_path: Path) -> None:
    cards = "Q: Why? ![[DINO#^intro]]\nA: ![[Physics]]\n"
    (before,) = folder(vault(tmp_path, cards)).collection.notes
    written(tmp_path, {"lib/DINO.md": DINO.replace("student", "pupil")})
    (after,) = folder(tmp_path).collection.notes
    assert before.id == after.id
    assert text(after) == "Why? A pupil and a teacher."


def test_a_card_has_changed_when_what_it_shows_has(tmp_path: Path) -> None:
    cards = "Q: One?\nA: ![[Physics]]\n\nQ: Two?\nA: other\n"
    first = folder(vault(tmp_path, cards)).shows
    assert folder(tmp_path).shows == first
    written(tmp_path, {"Physics/Physics.md": "All about energy.\n"})
    second = folder(tmp_path).shows
    assert len(first) == len(second) == 1
    assert first.keys() == second.keys()
    assert first != second


def test_nothing_outside_the_collection_is_shown(tmp_path: Path) -> None:
    written(tmp_path, {"secret.md": "hidden\n", "deck/x.md": "a :: ![[../secret]]\n"})
    (note,) = folder(tmp_path / "deck").collection.notes
    assert "hidden" not in text(note)


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("one\n\n| a |\n| - |\n| b |\n\n^t\n", "#^t", "| a |\n| - |\n| b |"),
        ("one\ntwo ^p\nthree\n", "#^p", "one\ntwo"),
        ("# A\nx\n## B\ny\n# C\n## B\nz\n", "#C#B", "## B\nz"),
        ("# A: 'x' (1)\ny\n", "#A x 1", "# A: 'x' (1)\ny"),
        ("# Größe\ny\n# 数学\nz\n", "#größe", "# Größe\ny"),
        ("## $x^2$ and `c`\ny\n", "#$x^2$ and `c`", "## $x^2$ and `c`\ny"),
        ("\n\n", "", ""),
        ("# A\n", "#B", None),
    ],
)
def test_parts(text: str, part: str, found: str | None) -> None:
    assert excerpt(text, part) == found


LINES = st.sampled_from(
    ["# A", "## B ^b", "x", "- i ^i", "  - j", "> q", "^t", "", "$$", "```", "%% c", "%%", "<!-- x",
     "![[#A]]", "see ![[#^i]] so", "- ![[#B]]", "> ![[#^t]]", "| ![[#A]] |", "---", "![[#^b|z]]"]
)  # fmt: skip


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(LINES, max_size=20).map("\n".join))
def test_whatever_is_embedded_stands_at_a_place_in_the_file(tmp_path: Path, told: str) -> None:
    whole = f"Q: Why?\nA: ![[#A]] {told}\n"
    for note in folder(written(tmp_path, {"x.md": whole})).collection.notes:
        for shown in passages(note):
            for at in range(len(shown.text)):
                assert (
                    0 <= shown.place(at, at + 1).start <= shown.place(at, at + 1).end <= len(whole)
                )


@given(st.lists(LINES, max_size=20).map("\n".join), st.sampled_from(["", "#A", "#B", "#^i", "#^t"]))
def test_a_part_is_made_of_lines_of_its_note(told: str, part: str) -> None:
    found = excerpt(told, part)
    words = {word for line in told.split("\n") for word in line.split()}
    assert found is None or words.issuperset(found.split())


def text(note: Note) -> str:
    found = prompt(note)
    return found.text if found else ""
