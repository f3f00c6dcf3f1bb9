"""A deck of Chinese that is written in other characters, and words in another script."""

from __future__ import annotations

import pytest

from edited_cards import Card, Files, built
from flashdeck.following.alike import REWRITTEN, TRANSCRIBED, asked
from flashdeck.following.characters import exchanged

LONG = {
    "學校": "school",
    "學習": "to study",
    "大學生": "student",
    "電腦": "computer",
    "電話": "telephone",
    "電車": "tram",
    "火車": "train",
    "汽車": "car",
    "讀書": "to read",
    "圖書": "books",
    "山": "mountain",
}
TO = str.maketrans("學習電腦話車讀書圖", "学习电脑话车读书图")
SHORT = {"蘋果": "apple", "樹": "tree", "麵包": "bread", "鑰匙": "key", "橋": "bridge"}
TO_SHORT = str.maketrans("蘋樹麵鑰橋", "苹树面钥桥")


def deck(words: dict[str, str], to: dict[int, int] | None = None) -> Files:
    """The key of a card is its answer."""
    return {
        "a.md": tuple(
            Card(told, f"Q: {ask.translate(to or {})}\nA: {told}") for ask, told in words.items()
        )
    }


def test_a_deck_that_was_converted_keeps_its_histories() -> None:
    first, _, memory = built(deck(LONG))
    last, result, memory = built(deck(LONG, TO), memory)
    assert {key: each.origin for key, each in last.items()} == {
        key: each.origin for key, each in first.items()
    }
    assert not result.questions
    back, _, _ = built(deck(LONG), memory)
    assert [each.origin for each in back.values()] == [each.origin for each in first.values()]


def test_of_some_words_it_is_asked_once() -> None:
    first, _, memory = built(deck(SHORT))
    last, result, _ = built(deck(SHORT, TO_SHORT), memory)
    (alike,), rest = asked(result.questions)
    assert alike.made == REWRITTEN and not rest
    assert {(old.id, new.id) for old, new in alike.pairs} == {
        (first[key].id, last[key].id) for key in SHORT.values()
    }


def test_where_answers_were_converted_too_it_is_asked_once() -> None:
    cards = {
        "誰寫了這本書?": "魯迅與許廣平",
        "這條河叫什麼?": "長江",
        "誰畫了這張畫?": "齊白石",
        "這是什麼樹?": "銀杏樹",
    }
    to = str.maketrans("誰寫這書魯與許廣條麼長畫張齊樹銀", "谁写这书鲁与许广条么长画张齐树银")
    before = {"a.md": tuple(Card(told, f"Q: {ask}\nA: {told}") for ask, told in cards.items())}
    after = {
        "a.md": tuple(
            Card(told, f"Q: {ask}\nA: {told}".translate(to)) for ask, told in cards.items()
        )
    }
    first, _, memory = built(before)
    last, result, _ = built(after, memory)
    owners = {each.origin: key for key, each in first.items()}
    assert {owners.get(each.origin, key) == key for key, each in last.items()} == {True}
    (alike,), rest = asked(result.questions)
    assert alike.made == REWRITTEN and not rest
    followed = [key for key, each in last.items() if each.origin in owners]
    assert len(alike.pairs) + len(followed) == len(cards)


def test_other_words_for_the_same_are_not_followed() -> None:
    before = {"大的": "big", "小的": "little", "快的": "fast", "看见": "see", "听见": "hear"}
    other = dict(zip(("巨的", "微的", "速的", "望见", "闻见"), before.values(), strict=True))
    first, _, memory = built(deck(before))
    last, _, _ = built(deck(other), memory)
    assert {each.origin for each in first.values()}.isdisjoint(
        each.origin for each in last.values()
    )


def test_another_list_of_the_same_size_is_another_list() -> None:
    first, _, memory = built(deck(LONG))
    other = {"学" + ask[1:]: f"{told} or not" for ask, told in LONG.items()}
    last, result, _ = built(deck(other), memory)
    assert {each.origin for each in first.values()}.isdisjoint(
        each.origin for each in last.values()
    )
    assert not asked(result.questions).alike


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("いぬ", "でんしゃ", "かぎ", "もり"), ("犬", "電車", "鍵", "森")),
        (("sobaka", "poyezd", "klyuch", "les"), ("собака", "поезд", "ключ", "лес")),
        (("gou", "huoche", "yaoshi", "senlin"), ("狗", "火车", "钥匙", "森林")),
    ],
)
def test_of_words_in_another_script_it_is_asked_once(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    told = ("a dog", "the train", "a key", "the forest")
    _, _, memory = built(deck(dict(zip(old, told, strict=True))))
    _, result, _ = built(deck(dict(zip(new, told, strict=True))), memory)
    (alike,), rest = asked(result.questions)
    assert alike.made == TRANSCRIBED and len(alike.pairs) == len(told) and not rest


def test_only_chinese_is_exchanged() -> None:
    assert exchanged("學a", "学a") == (("學", "学"),)
    assert exchanged("學a", "学b") is None
    assert exchanged("學a", "a学") is None
    assert exchanged("山", "山水") is None
    assert exchanged("山 a", "山 a") == (("山", "山"),)
