"""`flashdeck follow`: which card of before a new one is, said by a person."""

from __future__ import annotations

from typing import Annotated

import typer

from flashdeck.cli import completion
from flashdeck.cli.output import put


def follow(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="The id of a card that is gone, or how it begins: `flashdeck orphans` lists them.",
            show_default=False,
        ),
    ],
    card: Annotated[
        str | None,
        typer.Argument(
            metavar="[NEW]",
            help="The card that it is now: an id, how that begins, or words of the prompt.",
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
      flashdeck follow 4a97f0c2 b3d20e11
      flashdeck follow --new b3d20e11
      flashdeck follow --alike 4a97f0c2 b3d20e11
    """
    from flashdeck.cli.following import all_alike, declared_new, joined
    from flashdeck.cli.reading import read

    if (card is None) != new:
        wanted = "one card with --new" if new else "two cards, the old one and the new one"
        raise typer.BadParameter(f"name {wanted}", param_hint="OLD NEW")
    compiled = read(None).compiled
    if alike:
        put(f"{all_alike(compiled, old if card is None else card, new=card is None)}\n")
        return
    put(f"{declared_new(compiled, old) if card is None else joined(compiled, old, card)}\n")
