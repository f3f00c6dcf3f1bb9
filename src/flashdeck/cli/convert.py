"""`flashdeck convert`: cards rewritten in another syntax."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli import completion
from flashdeck.cli.options import Dialect, Strict
from flashdeck.cli.output import findings, put, say
from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from flashdeck.cli.bringing import Came
    from flashdeck.cli.rewriting import Rewritten
    from flashdeck.convert.target import Target
    from flashdeck.diagnostics import Diagnostic
    from flashdeck.source import Span

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATHS...",
        help="Files and folders of cards, `-` for standard input.",
        exists=True,
        allow_dash=True,
    ),
]

To = Annotated[
    str,
    typer.Option(
        "--to",
        "-t",
        metavar="SYNTAX",
        help="What to write: native, callout, hashcards, sr, csv or org.",
        autocompletion=completion.targets,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Write the files below this folder, with their pictures, settings and reviews.",
        show_default=False,
    ),
]


class TwoPlaces(FlashdeckError):
    """Both a folder and the files' own places were asked for."""

    def __init__(self) -> None:
        super().__init__("choose one of --output and --in-place")


class UnknownTarget(FlashdeckError):
    """No target of that name."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"cards cannot be written as {name!r}; there are: {', '.join(known)}")


def convert(
    paths: Files,
    to: To = "native",
    output: Output = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", "-i", help="Write each file where it stands.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Also over changes that git does not have, or other files."),
    ] = False,
    dialect: Dialect = None,
    strict: Strict = False,
) -> None:
    """Rewrite cards in another syntax.

    The result gives the same notes: it is read back before it is written. What
    the other syntax cannot say is listed. Without --output and --in-place, one
    file goes to stdout.

    \b
    Examples:
      flashdeck convert page.txt
      flashdeck convert vault/ -o cards/
      flashdeck convert vault/ --in-place --to callout
      flashdeck convert biology.md --to org > biology.org
    """
    from flashdeck.cli import replacing
    from flashdeck.cli.progress import progress
    from flashdeck.cli.reading import read
    from flashdeck.cli.rewriting import Rewriting
    from flashdeck.convert.losses import once
    from flashdeck.report import summary

    if output is not None and in_place:
        raise TwoPlaces
    done = read(paths, dialect, checked=False, embeds=False)
    job = Rewriting(done, _target(to), output, in_place=in_place)
    job.refuse()
    with progress(sys.stderr) as step:
        rewritten = job.rewritten(step)
    if output is not None or in_place:
        replacing.refuse(rewritten, in_place=in_place, force=force)
    found = _not_adopted(once(each for one in rewritten for each in one.diagnostics), paths)
    say(findings(found, counted=len(rewritten) == 1), end="")
    if output is None and not in_place:
        put("".join(one.text or "" for one in rewritten))
        for one in rewritten:
            if one.text is not None and not one.notes:
                say(f"{one.path}: no cards, so nothing was changed")
    else:
        replacing.write(rewritten, in_place=in_place)
        _report(rewritten, job.brought(rewritten))
    raise typer.Exit(summary.failed(found, strict=strict))


def _not_adopted(found: list[Diagnostic], paths: list[Path]) -> list[Diagnostic]:
    """What was found, without the review data that the journal has already."""
    from flashdeck.cli.adopting import adopted
    from flashdeck.convert.losses import ADOPT

    if Path("-") in paths or not any(each.help == ADOPT for each in found):
        return found
    there = adopted(paths, writes=False)
    if there.cards or not (there.left.before or there.left.answered):
        return found
    if there.wrong or there.unknown:
        but = _BUT if there.wrong else _belongs_to_none(there.unknown)
        return [replace(each, help=but) if each.help == ADOPT else each for each in found]
    return [each for each in found if each.help != ADOPT]


_BUT = "the reviews were adopted, but for what cannot be read: `flashdeck adopt` names it"


def _belongs_to_none(comments: Sequence[Span]) -> str:
    """What is said of review data that no card was found to have."""
    more = len(comments) - 1
    place = f"{comments[0].source.path}:{comments[0].lines[0]}"
    others = f" and {more} more" if more else ""
    return f"the reviews were adopted, but for what belongs to no card: {place}{others}"


def _target(name: str) -> Target:
    from flashdeck.convert.targets import TARGETS

    if name not in TARGETS:
        raise UnknownTarget(name, list(TARGETS))
    return TARGETS[name]


def _report(rewritten: list[Rewritten], came: Came) -> None:
    from flashdeck.report.summary import counted

    written = [one for one in rewritten if one.out is not None and one.text is not None]
    for one in written:
        if one.changed:
            put(f"{one.out}: {counted(one.notes, 'note')}\n")
    same = sum(not one.changed for one in written)
    refused = sum(one.text is None and one.notes > 0 for one in rewritten)
    bare = len(rewritten) - len(written) - refused
    notes = sum(one.notes for one in written)
    told = [f"{counted(notes, 'note')} in {counted(len(written), 'file')}"]
    told += [f"{counted(same, 'file')} already so"] if same else []
    told += [f"{counted(came.media, 'picture or sound')} copied"] if came.media else []
    told += ["flashdeck.yaml copied"] if came.settings else []
    told += ["journal copied"] if came.journal else []
    told += [f"{counted(refused, 'file')} not converted"] if refused else []
    told += [f"{counted(bare, 'file')} without cards left alone"] if bare else []
    put(f"{', '.join(told)}\n")
