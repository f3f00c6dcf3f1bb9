"""A session that is killed loses no answer that was acknowledged: the next card was shown."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from terminals import Window

KILLS = 50
KILLS_ON_SCREEN = 10
CARDS = 900
"""More than all children together can answer: each is sent twelve answers."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there")


def killed(here: Path, environ: dict[str, str], chance: random.Random) -> int:
    """Answer at full speed in the line mode, and be killed; how many answers were acknowledged."""
    child = subprocess.Popen(
        [sys.executable, "-m", "flashdeck", "study", "--new", "999"],
        cwd=here,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    assert child.stdin is not None and child.stdout is not None
    seen = b""
    try:
        goal = chance.randint(2, 9)
        child.stdin.write(b"\n3\n" * 12)
        while seen.count(b" ==\n") < goal:
            more = os.read(child.stdout.fileno(), 65536)
            assert more, f"it ended by itself: {seen[-300:]!r}"
            seen += more
        time.sleep(chance.uniform(0, 0.01))
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        while data := os.read(child.stdout.fileno(), 65536):
            seen += data
        child.stdin.close()
        child.stdout.close()
    return len(re.findall(rb"(?m)^== [^\n]* ==$", seen)) - 1


def killed_on_screen(here: Path, chance: random.Random) -> int:
    """Answer on a whole screen, and be killed; how many answers the screen acknowledged."""
    window = Window("study", "--new", str(CARDS), cwd=here)
    try:
        first = _left(window.until("new"))
        goal = chance.randint(2, 6)
        window.type(" 3" * 9)
        window.until(lambda text: _left(text) <= first - goal)
        time.sleep(chance.uniform(0, 0.01))
    finally:
        window.child.kill(signal.SIGKILL)
        assert window.ended() == -signal.SIGKILL
    return first - _left(window.text)


def _left(text: str) -> int:
    """How many new cards a screen says are left; more than there are before it says so."""
    found = re.search(r"(\d+) new", text)
    return int(found[1]) if found else 2 * CARDS


def answers(here: Path) -> int:
    text = "".join(p.read_text("utf-8") for p in (here / ".flashdeck/journal").glob("*.jsonl"))
    found = 0
    for line in text.split("\n"):
        if '"kind":"review"' in line:
            found += json.loads(line)["grade"] == 4
    return found


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "flashdeck.yaml").write_text("key: test\n")
    (folder / "a.md").write_text("".join(f"q{i} :: a{i}\n\n" for i in range(CARDS)), "utf-8")
    return folder


def test_kill_on_a_whole_screen_loses_no_acknowledged_answer(here: Path) -> None:
    chance = random.Random(5)
    kept = 0
    for _ in range(KILLS_ON_SCREEN):
        acknowledged = killed_on_screen(here, chance)
        now = answers(here)
        assert acknowledged >= 2 and now >= kept + acknowledged
        kept = now
    window = Window("study", "--count", cwd=here)
    assert window.ended() == 0 and "damaged" not in window.text


def test_kill_loses_no_acknowledged_answer(here: Path, tmp_path: Path) -> None:
    environ = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")}
    chance = random.Random(4)
    kept = 0
    for _ in range(KILLS):
        acknowledged = killed(here, environ, chance)
        now = answers(here)
        assert now >= kept + acknowledged
        kept = now
    assert kept > 2 * KILLS, kept
    done = subprocess.run(
        [sys.executable, "-m", "flashdeck", "study", "--count", "--json"],
        cwd=here,
        env=environ,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
