"""`flashdeck follow`: which card of before a new one is, said by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli import completion
from flashdeck.cli.output import put, put_lines, say, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashdeck.cli.meant import Several
    from flashdeck.compile.library import Compiled


def follow(
    cards: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OLD] [NEW]",
            help="A card that is gone (`flashdeck orphans` lists them) and the one that it is now: "
            "the beginning of an id, words of the prompt, or `file.md:13`. Without any: asks "
            "about all that is not clear.",
            autocompletion=completion.ids,
            show_default=False,
        ),
    ] = None,
    new: Annotated[
        bool,
        typer.Option("--new", help="The one card named is new, and none of before."),
    ] = False,
    alike: Annotated[
        bool,
        typer.Option("--alike", help="The same of all cards in which the same words were changed."),
    ] = False,
) -> None:
    """Say which card of before a new one is.

    It then has the history of both, and in Anki its note is the old one. Asked
    for when a build cannot tell; `flashdeck follow NEW OLD` takes it back.

    \b
    Examples:
      flashdeck follow
      flashdeck follow 4a97 b3d2
      flashdeck follow 4a97 exam.md:13
      flashdeck follow --new state the lemma
      flashdeck follow --alike 4a97 b3d2
    """
    from rich.text import Text

    from flashdeck.cli.meant import Several, half_meant
    from flashdeck.cli.reading import read

    typed = cards or []
    compiled = read(None).compiled
    if not typed and not new and not alike:
        _ask(compiled)
        return
    half = half_meant(compiled, typed) if len(typed) == 1 and not (new or alike) else None
    if half is not None:
        _say_which(half)
    if not typed or (len(typed) == 1 and not (new or alike)):
        wanted = "one card with --new" if new else "two cards, the old one and the new one"
        raise typer.BadParameter(f"name {wanted}", param_hint="OLD NEW")
    try:
        said = _said(compiled, typed, new=new, alike=alike)
    except Several as several:
        _say_which(several)
    else:
        put_lines(lambda _: map(Text, said.split("\n")))


def _said(compiled: Compiled, typed: Sequence[str], *, new: bool, alike: bool) -> str:
    """Do what was typed; what it led to."""
    from flashdeck.cli.finding import UnknownCard
    from flashdeck.cli.following import all_alike, declared_new, joined, parted, settled, undone
    from flashdeck.cli.meant import StillThere, UnknownPast, meant, meant_now, settled_already

    if new:
        note = meant_now(compiled, typed)
        return all_alike(compiled, note, new=True) if alike else declared_new(compiled, note)
    if alike and len(typed) == 1:
        return all_alike(compiled, meant_now(compiled, typed), new=False)
    try:
        pair = meant(compiled, typed, undone(compiled))
    except (UnknownPast, UnknownCard, StillThere):
        if (known := settled_already(compiled, typed)) is None:
            raise
        return settled(known)
    if alike:
        return all_alike(compiled, pair.new, new=False, old=pair.old)
    if pair.parts:
        return parted(compiled, pair.new, pair.old)
    return joined(compiled, pair.old, pair.new)


def _ask(compiled: Compiled) -> None:
    """Ask about everything that is not clear; where nobody can be asked, list what settles it."""
    from flashdeck.cli.asking import settled, somebody_is_there
    from flashdeck.cli.meant import questions

    if not compiled.following.questions:
        say("nothing is unclear: no card is asked about")
    elif somebody_is_there():
        settled(compiled)
    else:
        for line in questions(compiled):
            put(f"{line}\n")


def _say_which(several: Several) -> None:
    """What may be meant, and what is to be typed for it; ends the command."""
    from flashdeck.cli.meant import LISTED

    warn(str(several))
    for line in several.lines[:LISTED]:
        say(f"  {line}")
    if len(several.lines) > LISTED:
        say(f"  and {len(several.lines) - LISTED:,} more")
    raise typer.Exit(several.status)
