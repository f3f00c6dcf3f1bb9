"""Notes of a vault that hold no cards, made up for the benchmarks: always the same."""

from __future__ import annotations

import random
from pathlib import Path

FOLDERS = ("Journal/2024", "Physik", "Lectures/Algebra", "Project", "日本語", "Русский", "Zettel")

_SENTENCES = (
    "The heat that a body takes up is measured by the change of its temperature.",
    "A gas that expands against its surroundings does work, and cools while it does.",
    "See [[Energy|what energy is]] and [[Thermodynamics#Second law]] for the long story.",
    "Nobody knew in *advance* that the **limit** would hold, as [a survey](https://x.org) says.",
    "Die Wärme fließt vom warmen zum kalten Körper, nie umgekehrt; siehe [[Entropie]].",
    "Größe, Maß und Übung stehen im Anhang, dort auch der Beweis zu $e^{i\\pi} + 1 = 0$.",
    "La chaleur passe du corps chaud au corps froid : c'est le second principe.",
    "El calor fluye del cuerpo caliente al frío, según la [[Termodinámica]].",
    "Энергия не исчезает, а переходит из одного вида в другой, см. [[Энергия]].",
    "热量从高温物体传到低温物体，这就是热力学第二定律。",
    "熱は高温の物体から低温の物体へ移動する。エネルギーは保存される。",
    "الحرارة تنتقل من الجسم الساخن إلى الجسم البارد.",
    "Why should that be so? It took a century to find out, and $\\Delta S \\ge 0$ is the answer.",
    "Run `make test` before you push, at 10:30 or so, and mail a@b.org if it fails.",
)
_BLOCKS = (
    (
        0.30,
        "```python\ndef step(x: float) -> dict[str, float]:\n    if x == 0:\n        return {}\n"
        "    return {'x': x - 1}  # down\n```\n",
    ),
    (
        0.10,
        "```cpp\nfor (auto it = std::begin(v); it != std::end(v); ++it) {\n    s += *it;\n}\n```\n",
    ),
    (0.10, "```sh\ncd ~/notes && git log --oneline | head -3 >> log.txt\n```\n"),
    (0.10, "```dataview\nTABLE file.ctime FROM #project WHERE done != true\n```\n"),
    (0.25, "> [!note] To remember\n> It is written down here, and only here.\n"),
    (0.10, "> [!warning]- Beware\n> The sign was wrong in the first edition, see [[Errata]].\n"),
    (0.20, "| quantity | unit |\n| --- | ---: |\n| heat | J |\n| power | W |\n"),
    (0.30, "- [ ] read chapter 3\n- [x] mail the group\n- [ ] book a room for week 12\n"),
    (0.30, "1. measure the mass\n2. heat it for a minute\n3. note the temperature\n"),
    (0.50, "- one\n    - under it two, with [[Link]]\n    - and three\n- four\n"),
    (0.20, "$$\n\\int_0^1 x^2 \\, dx = \\frac{1}{3}\n$$\n"),
    (0.20, "![[heat-pump.png|400]]\n"),
    (0.10, "%% to do: check the numbers %%\n"),
    (0.10, "<!-- older version below -->\n"),
    (0.15, "This was ==important== once.\n"),
    (0.10, "It was ~~wrong~~ right, says the author[^1].\n\n[^1]: In a letter of 1850.\n"),
    (0.05, "First the heat → then the work → then the loss.\n"),
    (0.03, "Status:: done\n"),
)
"""What some notes have among their words, and how many of them do."""


def note(number: int) -> str:
    """A note of two to eight thousand bytes."""
    chance = random.Random(number)
    blocks = [block for part, block in _BLOCKS if chance.random() < part]
    parts = [_front(number, chance), f"# Note {number}\n", *blocks]
    size, wanted = 0, chance.randrange(2_000, 8_000)
    while size < wanted:
        parts.insert(chance.randrange(2, len(parts) + 1), _words(chance))
        size = sum(len(part.encode()) for part in parts)
    return "\n".join(parts)


def _front(number: int, chance: random.Random) -> str:
    if chance.random() < 0.3:
        return ""
    tags = ", ".join(chance.sample(("physics", "week-3", "reading", "project/a", "Übung"), 2))
    created = f"2024-01-{number % 28 + 1:02}"
    return f"---\ntags: [{tags}]\naliases:\n  - Heat {number}\ncreated: {created}\n---\n"


def _words(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return f"## Part {chance.randrange(100)}\n"
    return " ".join(chance.choices(_SENTENCES, k=chance.randrange(1, 6))) + "\n"


def written(root: Path, count: int) -> int:
    """That many notes in the folders of a vault; how many bytes they have."""
    size = 0
    for number in range(count):
        path = root / FOLDERS[number % len(FOLDERS)] / f"Note {number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = note(number).encode()
        path.write_bytes(data)
        size += len(data)
    return size


def tiny(root: Path, count: int) -> int:
    """That many notes of two lines; how many bytes they have."""
    size = 0
    for number in range(count):
        path = root / f"{number % 50}" / f"Note {number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = f"# Note {number}\n\nA thought on [[Note {number // 2}]].\n".encode()
        path.write_bytes(data)
        size += len(data)
    return size
