"""The command of one demo: its own parameters as options, beside those that all demos have."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text
from typer.core import TyperCommand

from flashdeck import plugins
from flashdeck.cli.canvas import Canvas
from flashdeck.cli.output import ascii_only, put, put_json, say
from flashdeck.console import console
from flashdeck.demo import report
from flashdeck.demo.demo import BadInput, Demo, OneOf, Result, Switch
from flashdeck.demo.document import document
from flashdeck.demo.parameters import Parameter, parameters
from flashdeck.demo.reading import Document, from_csv, from_json

SHOWING = ("step", "json", "plot")
"""Options that change nothing of what is computed."""

ENDING = ("q", "quit")

AROUND = 3
"""Rows that are kept free: to say how it goes on, and how it goes back to the cards."""

SEED = Annotated[int, typer.Option(metavar="N", min=0, help="Where all chance comes from.")]
STEP = Annotated[bool, typer.Option("--step", help="Wait after each step: Enter goes on, q ends.")]
PLOT = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        dir_okay=False,
        help="Draw the figure to a .png or .svg file.",
        show_default=False,
    ),
]
JSON = Annotated[bool, typer.Option("--json", help="Print every table and check as JSON.")]
INPUT = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        exists=True,
        dir_okay=False,
        allow_dash=True,
        help="Your own numbers, in a .json or .csv file.",
        show_default=False,
    ),
]


def command(name: str, demo: Demo) -> TyperCommand:
    """`flashdeck demo NAME`, built from the signature of the demo."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name, help=_help(name, demo))(_runner(name, demo))
    made = typer.main.get_command(app)
    assert isinstance(made, TyperCommand)  # one command, and no callback
    return made


def _help(name: str, demo: Demo) -> str:
    example = f"\b\nExamples:\n  flashdeck demo {name} --seed 1 --step"
    if demo.takes:
        example += f"\n  flashdeck demo {name} --input own.json --json\n\n\b\n{demo.takes}"
    return f"{demo.summary}\n\n{example}"


def _runner(name: str, demo: Demo) -> Callable[..., None]:
    def run(
        ctx: typer.Context,
        *,
        seed: int,
        step: bool,
        json: bool,
        plot: Path | None,
        input: Path | None = None,
        **given: Any,  # typer has checked each value against the type that its parameter names
    ) -> None:
        if step and json:
            raise typer.BadParameter("`--step` waits before people; `--json` is for programs")
        for key, value in given.items():
            if value != value:  # which no range excludes
                raise typer.BadParameter(f"`--{key.replace('_', '-')}` is not a number")
        canvas = None if plot is None else Canvas(plot, name)
        with plugins.blamed(plugins.DEMOS, name):
            if input is None:
                result = demo.run(seed, **given)
            else:
                given = {key: value for key, value in given.items() if _is_typed(ctx, key)}
                result = _own(demo, input, given)
            if not isinstance(result, Result):
                raise TypeError(f"its run gives no Result, but {type(result).__name__}")
        if json:
            put_json(document(name, None if input else seed, given, result, _chosen(ctx)))
        else:
            _show(result, pausing=step, chosen=_chosen(ctx))
        if canvas is not None:
            canvas.draw(
                result.figure, title=demo.summary, foot=f"flashdeck demo {name}{_chosen(ctx)}"
            )
        raise typer.Exit(0 if result.ok else 1)

    context = _parameter("ctx", inspect.Parameter.empty, typer.Context)
    options = [context, *map(_option, parameters(demo.run)), *_common(demo)]
    run.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]  # typer reads it
    run.__annotations__ = {each.name: each.annotation for each in options}
    return run


def _common(demo: Demo) -> Iterator[inspect.Parameter]:
    if demo.own is not None:
        yield _parameter("input", None, INPUT)
    yield _parameter("seed", 0, SEED)
    yield _parameter("step", False, STEP)
    yield _parameter("json", False, JSON)
    yield _parameter("plot", None, PLOT)


def _option(parameter: Parameter) -> inspect.Parameter:
    name, choice, default = parameter.name, parameter.choice, parameter.default
    kind: type = parameter.kind
    flag = f"--{name.replace('_', '-')}"
    match choice:
        case Switch():
            option = typer.Option(flag, help=choice.help)
        case OneOf():
            words = {word: word for word in choice.words}
            # Only here are the words known.
            kind = StrEnum(name, words)  # type: ignore[misc, no-redef]
            option = typer.Option(flag, help=choice.help)
        case _:
            metavar = "N" if kind is int else "X"
            option = typer.Option(
                flag, metavar=metavar, help=choice.help, min=choice.low, max=choice.high
            )
    return _parameter(name, default, Annotated[kind, option])


def _chosen(ctx: typer.Context) -> str:
    """The options that were typed and decide what is computed, each with a space before it."""
    return "".join(
        f" --{key.replace('_', '-')}" + ("" if value is True else f" {value}")
        for key, value in ctx.params.items()
        if key not in SHOWING and _is_typed(ctx, key)
    )


def _is_typed(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _parameter(name: str, default: object, annotation: object) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _own(demo: Demo, path: Path, typed: Mapping[str, object]) -> Result:
    assert demo.own is not None  # else there is no such option
    takes = inspect.signature(demo.own).parameters
    for name in typed:
        if name not in takes:
            flag = f"--{name.replace('_', '-')}"
            raise typer.BadParameter(f"`{flag}` says how to draw numbers; with `--input` none are")
    return demo.own(_document(demo, path), **typed)


def _document(demo: Demo, path: Path) -> Document:
    dash = str(path) == "-"
    data = sys.stdin.buffer.read() if dash else path.read_bytes()
    text = data.decode("utf-8-sig", "replace")
    if path.suffix.lower() == ".csv":
        if demo.matrix is None:
            raise BadInput("this demo needs more than one matrix: give it a .json file")
        return from_csv(text, demo.matrix)
    return from_json(text)


def _show(result: Result, *, pausing: bool, chosen: str) -> None:
    screen = console(sys.stdout, os.environ)
    coloured = screen.is_terminal and screen.color_system is not None
    look = report.Look(width=screen.width, coloured=coloured, ascii=ascii_only())
    waits = pausing and sys.stdin.isatty() and screen.is_terminal
    room = max(1, screen.height - AROUND) if waits else None
    for number, step in enumerate(result.steps, 1):
        if not _put(report.step_lines(step, number, look), coloured, room):
            return
        if waits and not _goes_on():
            return
    _put(report.closing_lines(result, look, chosen), coloured, room)


def _put(lines: Iterator[Text], coloured: bool, room: int | None) -> bool:
    """Write lines, so many at a time where somebody reads them; False if that one had enough."""
    screen = console(sys.stdout, os.environ)
    for number, line in enumerate(lines):
        if room and number and number % room == 0 and not _goes_on():
            return False
        if coloured:
            with screen.capture() as captured:
                screen.print(line)
            put(captured.get())
        else:
            put(f"{line.plain.rstrip()}\n")
    return True


def _goes_on() -> bool:
    """Wait for Enter; whether more is to be shown."""
    say("-- Enter goes on, q ends --")
    line = sys.stdin.readline()
    return bool(line) and line.strip().lower() not in ENDING
