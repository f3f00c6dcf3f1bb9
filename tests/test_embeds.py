"""What counts as a picture or a sound, and what its target is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.embeds import Caption, captioned, embeds, file_names

SHOWN = {
    '![a cat](cat.png "my cat")': ("cat.png", Caption("a cat", None)),
    "![a cat|200](<my cat.png>)": ("my cat.png", Caption("a cat", 200)),
    "![a [b] $x$](pic_(1).png)": ("pic_(1).png", Caption("a [b] $x$", None)),
    "![x](my%20pic.png)": ("my%20pic.png", Caption("x", None)),
    "![[cat.png]]": ("cat.png", Caption("", None)),
    "![[cat.png|300]]": ("cat.png", Caption("", 300)),
    "![[cat.png|my cat|300x200]]": ("cat.png", Caption("my cat", 300)),
    r"![[cat.png\|300]]": ("cat.png", Caption("", 300)),
    "![[sub folder/purr.mp3]]": ("sub folder/purr.mp3", Caption("", None)),
    "<img src='a b.png' width=30 alt=cat>": ("a b.png", Caption("cat", 30)),
    '<audio controls src="purr.ogg">': ("purr.ogg", Caption("", None)),
}

NOT_SHOWN = [
    "[a link](cat.png)",
    "![[A note]]",
    "![[A note#heading|alias]]",
    "`![x](y.png)`",
    "```\n![x](y.png)\n```",
    "<!-- ![x](y.png) -->",
    r"\![x](y.png)",
    "![x]()",
    "![x](y\nz.png)",
    "![x\n\ny](z.png)",
    "<imgs src=x.png>",
]


@pytest.mark.parametrize("text", SHOWN)
def test_a_target_is_as_written_and_has_its_caption(text: str) -> None:
    ((embed, caption),) = captioned(f"before {text} after")
    assert (embed.target, caption) == SHOWN[text]
    assert (embed.start, embed.end) == (7, 7 + len(text))


@pytest.mark.parametrize("text", NOT_SHOWN)
def test_what_shows_nothing_is_no_embed(text: str) -> None:
    assert list(captioned(text)) == []


@pytest.mark.parametrize(
    "target", ["https://x.org/a.png", "HTTP://x.org/a.png", "data:image/png,x"]
)
def test_a_remote_target_names_no_file(target: str) -> None:
    assert list(embeds(f"![x]({target})")) == []
    assert [embed.target for embed, _ in captioned(f"![x]({target})")] == [target]


def test_a_target_is_looked_for_as_written_first() -> None:
    assert file_names("a%20b.png") == ("a%20b.png", "a b.png")
    assert file_names(r"a\_b.png") == (r"a\_b.png", "a_b.png")
    assert file_names("cat.png") == ("cat.png",)


@given(st.text(st.sampled_from('![]()|<>img src="\\$`a.png\n ')))
def test_embeds_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    for embed in embeds(text):
        assert at <= embed.start < embed.end <= len(text)
        assert embed.target
        at = embed.end
