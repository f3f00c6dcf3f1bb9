"""Which raw HTML of a card passes.

Harmless tags pass, with harmless attributes. Refused tags go, scripts and
styles with what they hold. Whatever is no tag of HTML at all, such as `Vec<T>`,
is text.
"""

from __future__ import annotations

import re

_PASSING = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small
    span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr""".split()
)
_REFUSED = frozenset(
    """applet area article aside audio base basefont big body button canvas center dialog embed
    fieldset font footer form frame frameset head header html iframe img input label legend link
    main map marquee math meta nav nobr noframes noscript object optgroup option output param
    picture portal progress script section select slot source style svg template textarea title
    track video xmp""".split()
)
KNOWN = _PASSING | _REFUSED
UNSAFE_LINK = re.compile(r"""\shref="(?!(?:https?|mailto):)[^"]*\"""", re.IGNORECASE)
VOID = frozenset(["br", "col", "hr", "img", "wbr"])

_ATTRIBUTES = {
    "*": {"class", "dir", "lang", "title"},
    "a": {"href"},
    "col": {"span"},
    "details": {"open"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_RAW = re.compile(r"<[A-Za-z/!?]")


def has_raw_html(markdown: str) -> bool:
    """Whether a text may hold HTML of its author's."""
    return _RAW.search(markdown) is not None


def harmless(html: str) -> str:
    """The HTML without what could do harm, and with every tag closed."""
    import nh3  # few cards hold raw HTML

    return nh3.clean(
        html,
        tags=set(_PASSING),
        clean_content_tags={"iframe", "noscript", "object", "script", "style"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
