"""The machine one sits at: its name in journals, its clock."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.journal.devices import FILE, device, is_made_for, kept

if TYPE_CHECKING:
    from flashdeck.schedule.study_day import Moment


def name() -> str:
    """What this machine is called in journals."""
    return device(_state(), _host(), os.urandom(3).hex())


def name_file() -> Path:
    """Where that name is kept."""
    return _state() / FILE


def name_kept() -> str | None:
    """The name, if it has one yet; none is made."""
    return kept(name_file())


def name_of_another() -> str | None:
    """The name that is kept here, if it was made on a machine that is called otherwise."""
    name = name_kept()
    return None if name is None or is_made_for(name, _host()) else name


def now(rollover_hour: int) -> Moment:
    """This moment, with the offset from UTC that now holds here."""
    from flashdeck.schedule.study_day import moment

    seconds = time.time()
    offset = time.localtime(seconds).tm_gmtoff
    return moment(int(seconds * 1000), offset // 60, rollover_hour)


def ticks() -> int:
    """Milliseconds that never go back."""
    return time.monotonic_ns() // 1_000_000


def any_key() -> None:
    """Wait for a key at the terminal; where there is none, for a line."""
    if not sys.stdin.isatty():
        sys.stdin.readline()
    elif sys.platform == "win32":
        import msvcrt

        msvcrt.getwch()
    else:
        import termios
        import tty

        keyboard = sys.stdin.fileno()
        mode = termios.tcgetattr(keyboard)
        try:
            tty.setcbreak(keyboard, termios.TCSADRAIN)
            os.read(keyboard, 16)
        finally:
            termios.tcsetattr(keyboard, termios.TCSADRAIN, mode)


def _host() -> str:
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def _state() -> Path:
    """The folder for what belongs to this machine and this person."""
    if (given := os.environ.get("XDG_STATE_HOME", "").strip()) and Path(given).is_absolute():
        return Path(given) / "flashdeck"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "flashdeck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "flashdeck"
    return Path.home() / ".local" / "state" / "flashdeck"
