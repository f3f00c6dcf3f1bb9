"""What an Obsidian vault says of itself: its plug-ins' settings, and where templates lie."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.regular import contents
from flashdeck.settings import Vault
from flashdeck.source import Source, Span
from flashdeck.syntax.expressions import readable

FOLDER = ".obsidian"
_READ = (
    "flashcards-obsidian",
    "obsidian-spaced-repetition",
    "obsidian-to-anki-plugin",
    "templater-obsidian",
    "yanki",
)


def vault_above(path: Path) -> Vault | None:
    """The vault that a folder lies in: the nearest one that Obsidian keeps its settings in."""
    whole = path.resolve()
    for folder in (whole, *whole.parents):
        if (folder / FOLDER).is_dir():
            return vault(folder)
    return None


def read_from(root: Path) -> list[Path]:
    """The files that a vault's settings stand in."""
    settings = root / FOLDER
    return [
        settings / "templates.json",
        *(settings / "plugins" / name / "data.json" for name in _READ),
    ]


def vault(root: Path) -> Vault:
    """What a vault says; what cannot be read says nothing."""
    settings = root / FOLDER
    plugins = {name: _settings(settings / "plugins" / name / "data.json") for name in _READ}
    places = (
        _object(settings / "templates.json").get("folder"),
        plugins["templater-obsidian"].get("templates_folder"),
    )
    folders = [place.strip("/") for place in places if isinstance(place, str)]
    return Vault(root, plugins, tuple(folder for folder in folders if folder))


def faults(found: Vault) -> Iterator[Diagnostic]:
    """What is wrong with the settings of its plug-ins: expressions that cannot be read."""
    given = found.plugins.get("obsidian-to-anki-plugin", {}).get("CUSTOM_REGEXPS")
    wrong = [
        (kind, expression)
        for kind, expression in (given.items() if isinstance(given, dict) else ())
        if isinstance(expression, str) and not readable(expression)
    ]
    if wrong:
        file = found.root / FOLDER / "plugins" / "obsidian-to-anki-plugin" / "data.json"
        source = Source(str(file), file.read_text("utf-8", "replace"))
        for kind, expression in wrong:
            at = max(0, source.text.find(json.dumps(expression)))
            yield Diagnostic(
                rule=rules.BAD_SETTING,
                message=f"the expression for `{kind}` cannot be read",
                span=Span(source, at, at + len(json.dumps(expression))),
                help="until it is mended in the plug-in's settings, it finds no cards",
            )


def _settings(file: Path) -> Mapping[str, object]:
    """A plug-in's settings; some keep them one level deeper, beside what they remember."""
    given = _object(file)
    inner = given.get("settings")
    return {**given, **inner} if isinstance(inner, dict) else given


def _object(file: Path) -> Mapping[str, object]:
    try:
        given: object = json.loads(contents(str(file)))
    except (OSError, ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}
