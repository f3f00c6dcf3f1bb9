"""Two words of which one is likely the other misspelt or inflected."""

from __future__ import annotations

from unicodedata import combining, normalize

_SHORTEST_PLURAL = 3
_SHORTEST_SLIP = 5
_SHORTEST_STEM = 5
_SHORTEST_BARE_STEM, _LONGEST_ENDING = 4, 3
_STEM, _CYRILLIC_STEM, _STEM_OF_FORMS = 0.65, 0.6, 0.7


def nearly(one: str, other: str, *, named: bool = False) -> bool:
    """Whether one word is likely the other misspelt or inflected.

    Both begin alike: what is put before a word often makes its opposite
    (symmetric, asymmetric), and what has digits is never nearly the same. Of words
    that are `named`, as names are, one letter or ending more names somebody else.
    """
    plain = one.isascii() and other.isascii()
    if plain and one[0] != other[0]:
        return _is_british(one, other) or _is_british(other, one)
    if not plain and (_bare(one) == _bare(other) or _spelt_out(one) == _spelt_out(other)):
        return True
    if _are_spellings(one, other):
        return True
    if are_two_words(one, other) or (named and _is_of_another_name(one, other)):
        return False
    size = min(len(one), len(other))
    if size >= _SHORTEST_PLURAL and one.removesuffix("s") == other.removesuffix("s"):
        return True
    short, long = sorted((one, other), key=len)
    if size >= _SHORTEST_BARE_STEM and long.startswith(short):
        return len(long) - size <= _LONGEST_ENDING and long.isalpha()
    if size < _SHORTEST_SLIP - 1 or len(long) < _SHORTEST_SLIP or one[0] != other[0]:
        return False
    whole = one.isalpha() and other.isalpha()
    return whole and _is_spelt_nearly(one, other) and not _are_kinds(one, other)


def _is_spelt_nearly(one: str, other: str) -> bool:
    """Whether they begin alike for the most part, or one letter is another or two change places."""
    size, longest = sorted(map(len, (one, other)))
    front = _shared(one, other)
    stem = _CYRILLIC_STEM if _is_cyrillic(one) else _STEM
    if front >= max(_SHORTEST_STEM, stem * longest):
        return True
    back = min(_shared(one[::-1], other[::-1]), size - front)
    left = one[front : len(one) - back], other[front : len(other) - back]
    return max(map(len, left)) <= 1 or (len(left[0]) == 2 and left[0] == left[1][::-1])


_INFLECTIONS = frozenset(
    "s es n en ns e er ern em r m se sen "
    "а я ы и у ю е о й ой ей ом ем ам ям ах ях ов ев ами ями ого его ому ему ая яя ое ее ые "
    "ую юю ых их ым им".split()
)
"""What is put to the end of a name in a sentence."""


def _is_of_another_name(one: str, other: str) -> bool:
    """Whether one letter is another, or an ending no case: Island and Irland, Niger and Nigeria."""
    if len(one) == len(other):
        if _is_cyrillic(one) and one[:-1] == other[:-1]:
            return False
        return sum(mine != theirs for mine, theirs in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] not in _INFLECTIONS


_ENDING = 3
"""Letters in which forms of one word differ."""
_SPELT_ENDINGS = tuple(
    zip("our ise yse gue nce mme eable".split(), "or ize yze g nse m able".split(), strict=True)
)
"""How words end in British and in American English."""


def are_forms(one: str, other: str) -> bool:
    """Whether two words differ in how they end, as forms do: étudiant, étudiante; решать, решить.

    A letter too many before the last, or two in exchange, is a slip.
    """
    if _bare(one) == _bare(other) or _spelt_out(one) == _spelt_out(other):
        return False
    short, long = sorted((one, other), key=len)
    front = _shared(one, other)
    if front < len(short) - _ENDING or _are_spellings(one, other):
        return False
    if _end_alike(one, other) or _end_alike(other, one):
        return False
    if len(short) == len(long):
        return sorted(one[front:]) != sorted(other[front:])
    return front == len(short) or short[front:] != long[front + 1 :]


_LONGEST_TAIL = 4
_SHORTEST_ROOT_KEPT = 2


def are_of_one_stem(one: str, other: str, *, named: bool = False) -> bool:
    """Whether two words begin so much alike that they may be forms of one: lápiz, lápices.

    More goes for that than for slips: it is asked, and never taken for granted.
    """
    start = slice(_SHORTEST_ROOT_KEPT)
    if one[start] != other[start] and one.isascii() and other.isascii():
        return False  # as most are
    if not (one.isalpha() and other.isalpha()):
        return False
    mine, theirs = _bare(one), _bare(other)
    if mine == theirs:
        return True
    if are_two_words(one, other) or _are_kinds(one, other):
        return False
    if named and _is_of_another_name(mine, theirs):
        return False
    front, short, long = _shared(mine, theirs), *sorted(map(len, (mine, theirs)))
    if long - front > _LONGEST_TAIL or front < _SHORTEST_ROOT_KEPT:
        return False
    return front == short or front >= max(_STEM_OF_FORMS * short, _SHORTEST_BARE_STEM - 1)


def _end_alike(one: str, other: str) -> bool:
    """Whether two endings are spelt otherwise in Britain and in America."""
    return any(
        one.removesuffix(mine) == other.removesuffix(theirs)
        for mine, theirs in _SPELT_ENDINGS
        if one.endswith(mine) and other.endswith(theirs)
    )


_APART = (
    "angel angle, trail trial, causal casual, marital martial, diary dairy, silver sliver, "
    "united untied, sacred scared, unclear nuclear, quiet quite, bread beard, clam calm, "
    "lion loin, "
    "discrete discreet, desert dessert, comma coma, dinner diner, holly holy, latter later, "
    "loose lose, breath breathe, cloth clothe, human humane, moral morale, envelop envelope, "
    "complement compliment, stationary stationery, principal principle, council counsel, "
    "reign resign, addition addiction, contact contract, planet plant, ileum ilium, "
    "wiese weise, lied leid, ofen offen, höhle hölle, mitte miete, rasen rassen, beet bett, "
    "kennen können, wissen wiesen, lernen lehren, legen liegen, setzen sitzen, fallen fällen, "
    "hüte hütte, rate ratte, stadt staat, wahl wal, "
    "poisson poison, dessert désert, cousin coussin, cuisiner cousiner, "
    "pero perro, caro carro, cero cerro, coro corro, moro morro, caso casso"
)
_SPELT = (
    "grey gray, tyre tire, plough plow, jewellery jewelry, kerb curb, pyjamas pajamas, "
    "aeroplane airplane, draught draft, mould mold, moult molt, manoeuvre maneuver"
)
_SPELLINGS = frozenset(frozenset(pair.split()) for pair in _SPELT.split(", "))
"""Words as they are spelt in British and in American English."""
_TWO_WORDS = frozenset(frozenset(pair.split()) for pair in _APART.split(", "))


def _are_spellings(one: str, other: str) -> bool:
    """Whether two words are one, as it is spelt in Britain and in America."""
    if one.startswith("sul") and one.replace("sulph", "sulf") == other.replace("sulph", "sulf"):
        return True
    return frozenset((one, other)) in _SPELLINGS


def are_two_words(one: str, other: str) -> bool:
    """Whether two words look like slips of one another, and are two."""
    return frozenset((one, other)) in _TWO_WORDS


_ENDINGS = (
    ("ane", "ene", "yne", "anol", "enol", "anal", "anone"),
    ("an", "en", "in", "anol", "enol", "anal", "anon"),
    ("ine", "ide"),
    ("ate", "ite", "ide"),
    ("at", "it", "id"),
)
_KINDS = (*_ENDINGS, ("ase", "ose"), ("ous", "ic"))
"""Endings of one stem that name several things: hexane and hexene, sulfate and sulfite."""
_EVERY_ENDING = tuple({ending for endings in _KINDS for ending in endings})
_OPPOSITES = (("macro", "micro"), ("absor", "adsor"), ("abduc", "adduc"), ("ante", "anti"))
_SHORTEST_ROOT = 3


def _are_kinds(one: str, other: str) -> bool:
    """Whether two words are much alike because they name two things of a kind."""
    first, second = sorted((one, other))
    if any(first.startswith(low) and second.startswith(high) for low, high in _OPPOSITES):
        return True
    return one.removesuffix("s").endswith(_EVERY_ENDING) and any(
        root == _root(other, theirs)
        for endings in _KINDS
        for mine in endings
        if (root := _root(one, mine))
        for theirs in endings
        if mine != theirs
    )


def _root(word: str, ending: str) -> str:
    root = word.removesuffix("s").removesuffix(ending)
    return root if len(root) >= _SHORTEST_ROOT and root != word.removesuffix("s") else ""


def _bare(word: str) -> str:
    """The word without accents and other marks."""
    if word.isascii():
        return word
    return "".join(each for each in normalize("NFKD", word) if not combining(each))


_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "æ": "ae"})
_SPELT_OUT |= str.maketrans({"ø": "oe", "å": "aa"})


def _spelt_out(word: str) -> str:
    return word.translate(_SPELT_OUT)


def _is_british(one: str, other: str) -> bool:
    """Whether a word is another with what American English leaves out: oestrogen, aesthetic."""
    return other[0] == "e" and one[0] in "ao" and one[1:] == other and len(other) >= _SHORTEST_SLIP


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u04ff"


def _shared(one: str, other: str) -> int:
    """How many characters the beginnings share."""
    for at, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return at
    return min(len(one), len(other))
