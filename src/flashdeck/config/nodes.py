"""YAML as nodes that know their place, without building anything from them."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.source import Source, Span


class Entry(NamedTuple):
    """One key of the file, and its value."""

    name: str
    key: yaml.Node
    value: yaml.Node


def entries(source: Source) -> tuple[list[Entry], list[Diagnostic]]:
    """The keys of a file in order, and what keeps it from being read."""
    try:
        root = yaml.compose(source.text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        return [], [_unreadable(source, error)]
    if root is None:
        return [], []
    if not isinstance(root, yaml.MappingNode):
        return [], [_wrong(place(source, root), "the settings are not names and values")]
    return [
        Entry(key.value if isinstance(key, yaml.ScalarNode) else "?", key, value)
        for key, value in root.value
    ], []


def place(source: Source, node: yaml.Node) -> Span:
    """Where a node stands, on its first line if it has several."""
    start, end = _offset(source, node.start_mark), _offset(source, node.end_mark)
    line_end = source.text.find("\n", start)
    if line_end >= 0:
        end = min(end, line_end)
    return Span(source, start, max(start, end))


def _offset(source: Source, mark: yaml.Mark) -> int:
    return min(mark.index, len(source.text))


def _unreadable(source: Source, error: yaml.YAMLError | RecursionError) -> Diagnostic:
    match error:
        case yaml.MarkedYAMLError(problem_mark=yaml.Mark() as mark):
            at, said = _offset(source, mark), error.problem or "it cannot be read"
        case yaml.reader.ReaderError():
            at, said = min(error.position, len(source.text)), "a control character"
        case _:
            at, said = 0, "it is nested too deeply"
    span = Span(source, at, min(at + 1, len(source.text)))
    line = source.line_text(source.locate(at).line)
    if "*" in line:
        return _wrong(span, f"not valid YAML: {said}", 'a pattern wants quotes: `"*.md"`')
    if line.count(":") > 1:
        return _wrong(
            span, f"not valid YAML: {said}", 'a text with colons wants quotes: `"A :: B"`'
        )
    return _wrong(span, f"not valid YAML: {said}")


def _wrong(
    span: Span, message: str, help: str = "until this is mended, no setting in the file counts"
) -> Diagnostic:
    return Diagnostic(rule=rules.BAD_SETTING, message=message, span=span, help=help)
