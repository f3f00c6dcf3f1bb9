"""The native syntax: what is typed, and the notes it gives."""

from __future__ import annotations

import pytest

from flashdeck.model import Basic, Cloze, Statement
from reading import Deck, read


def test_a_heading_that_asks_is_a_card(deck: Deck) -> None:
    """
    ## Autoencoders

    ### What is an autoencoder?  {#autoencoder}

    A network that copies its input.

    - through a bottleneck
    """
    (note,) = deck.notes
    assert deck.fronts == ["What is an autoencoder?"]
    assert deck.backs == ["A network that copies its input.\n\n- through a bottleneck"]
    assert (note.given_id, note.section) == ("autoencoder", ("Autoencoders",))
    assert deck.problems == []


@pytest.mark.parametrize(
    ("heading", "front"),
    [
        ("# Why?", "Why?"),
        ("#### Why (and “how”)?", "Why (and “how”)?"),
        ("## Why?? ##", "Why?"),
        ("## Why?? {#why}", "Why?"),
        ("## State *it*. #card", "State *it*."),
        ("## @Define a norm", "Define a norm"),
        ("## Why? @exam~ {#why}", "Why?"),
        ("## Is $x = ?$ defined?", "Is $x = ?$ defined?"),
    ],
)
def test_headings_that_ask(heading: str, front: str) -> None:
    assert read(f"{heading}\n\nBecause.\n").fronts == [front]


@pytest.mark.parametrize("heading", ["## Why", "## $x = ?$", "## `a?`", "##Why?"])
def test_headings_that_do_not_ask(heading: str) -> None:
    assert read(f"{heading}\n\nBecause.\n\n## Really?\n\nyes\n").fronts == ["Really?"]


def test_a_question_above_other_cards_is_a_section(deck: Deck) -> None:
    """
    ## What is a cell?

    mitochondrion :: powerhouse

    ### And what of plants?

    > [!question] Chloroplast
    > Makes sugar.

    ## What else?

    Nothing.
    """
    assert deck.fronts == ["mitochondrion", "Chloroplast", "What else?"]
    assert [note.section for note in deck.notes] == [
        ("What is a cell?",),
        ("What is a cell?", "And what of plants?"),
        (),
    ]


def test_a_question_with_nothing_but_deeper_questions_is_a_section(deck: Deck) -> None:
    """
    ## What is it?

    ### What is it for?

    This.

    ## What is missing?

    ## What has only a heading below it?

    ### Like this

    Text.
    """
    assert deck.fronts == ["What is it for?"]
    assert deck.problems == ["missing-answer", "missing-answer"]


def test_callouts(deck: Deck) -> None:
    r"""
    ## Loss

    > [!question]- Write the **loss** of a pair $(i, j)$.
    > $$
    > \ell_{ij} = -\log p
    > + 0
    > $$
    > - a list
    >   - nested
    >
    > > [!note] Quoted
    Source: Chen et al. (2020)
    @exam~

    > [!faq] Second
    > ```
    > Q: not a card
    > ```
    > @bite~
    """
    assert deck.fronts == ["Write the **loss** of a pair $(i, j)$.", "Second"]
    assert deck.backs == [
        "$$\n\\ell_{ij} = -\\log p\n+ 0\n$$\n- a list\n  - nested\n\n> [!note] Quoted",
        "```\nQ: not a card\n```",
    ]
    first, second = deck.notes
    assert first.tags == {"exam"}
    assert first.source_note == "Chen et al. (2020)"
    assert second.tags == {"bite"}
    assert deck.problems == []


def test_other_callouts_are_text(deck: Deck) -> None:
    """
    ### What is it?

    > [!warning] Mind
    > this
    """
    assert deck.backs == ["> [!warning] Mind\n> this"]


def test_a_line_below_a_callout_without_its_mark_is_kept_and_reported(deck: Deck) -> None:
    """
    > [!question] Why?
    > Because
    of this.
    """
    assert deck.backs == ["Because\nof this."]
    assert deck.problems == ["lazy-callout"]


def test_an_unclosed_callout(deck: Deck) -> None:
    """
    > [!question Why?
    > Because.

    > [!question] Sound?
    > Yes.
    """
    assert deck.fronts == ["Sound?"]
    assert deck.problems == ["unclosed-callout"]


def test_questions_and_answers(deck: Deck) -> None:
    """
    Q: What is weak
    supervision?
    A: Supervision, but

    - noisy

    Q: Two?
    A:
    Yes.
    """
    assert deck.fronts == ["What is weak\nsupervision?", "Two?"]
    assert deck.backs == ["Supervision, but\n\n- noisy", "Yes."]


def test_letters_in_a_heading_are_no_part_of_the_question(deck: Deck) -> None:
    """
    ## Q: What is a cell?
    A: The unit of life.

    - of all life
    @bio~

    ### Q: Name two organelles. {#organelles}

    A: Nucleus and ribosome.

    ## Q: Why so small?
    Its surface counts.

    ## Q: Name a large one
    An egg.

    ## Q: Older ones

    Q: Who saw the first?
    A: Hooke.
    """
    assert deck.fronts == [
        "What is a cell?",
        "Name two organelles.",
        "Why so small?",
        "Name a large one",
        "Who saw the first?",
    ]
    assert deck.backs[0] == "The unit of life.\n\n- of all life"
    assert deck.backs[1:] == ["Nucleus and ribosome.", "Its surface counts.", "An egg.", "Hooke."]
    assert [note.given_id for note in deck.notes][1] == "organelles"
    assert [note.section for note in deck.notes][-1] == ("Q: Older ones",)
    assert deck.problems == []


def test_an_answer_without_question_and_a_question_without_answer(deck: Deck) -> None:
    """
    A: Lost.

    Q: Alone?

    Q: Fine?
    A: Yes.
    """
    assert deck.fronts == ["Fine?"]
    assert deck.problems == ["missing-prompt", "missing-answer"]


def test_pairs_on_one_line(deck: Deck) -> None:
    """
    mitochondrion :: powerhouse of the cell

    - ATP ::: energy coin @bio~ {#atp}
    - `a :: b` and $c :: d$ and key:: value
    1. one :: two :: three
    """
    assert deck.fronts == ["mitochondrion", "ATP", "one"]
    assert deck.backs == ["powerhouse of the cell", "energy coin", "two :: three"]
    assert [isinstance(note, Basic) and note.both_ways for note in deck.notes] == [
        False,
        True,
        False,
    ]
    assert deck.notes[1].given_id == "atp"
    assert deck.notes[1].tags == {"bio"}


def test_a_paragraph_of_several_lines_is_no_pair(deck: Deck) -> None:
    """
    Haskell says
    f :: Int
    and so on.

    a :: b
    """
    assert deck.fronts == ["a"]


def test_a_pair_in_an_open_answer_is_text(deck: Deck) -> None:
    """
    @State the type of map.

    map :: (a -> b) -> [a] -> [b]

    @exam~
    """
    assert deck.backs == ["map :: (a -> b) -> [a] -> [b]"]
    assert deck.problems == ["looks-like-prompt"]


def test_other_forms_end_an_answer_where_they_can(deck: Deck) -> None:
    """
    Q: One?
    A: first

    Two
    ?
    second

    C: A [third].

    four :: fourth
    """
    assert deck.fronts == ["One?", "Two", "A third.", "four"]
    assert deck.problems == []


def test_a_heading_that_asks_above_text_and_other_cards_is_reported(deck: Deck) -> None:
    """
    ## What is a cell?

    Text below it.

    mitochondrion :: powerhouse
    """
    assert deck.fronts == ["mitochondrion"]
    assert deck.problems == ["question-section"]


def test_a_lone_question_mark(deck: Deck) -> None:
    """
    Some context.

    The front
    of two lines
    ?
    The back.

    More back.

    ---

    Paris
    ??
    France
    """
    first, second = deck.notes
    assert deck.fronts == ["The front\nof two lines", "Paris"]
    assert deck.backs == ["The back.\n\nMore back.", "France"]
    assert first.context is not None
    assert first.context.text == "Some context."
    assert isinstance(second, Basic)
    assert second.both_ways
    assert second.context is None


def test_a_second_question_mark_takes_the_paragraph_above_it(deck: Deck) -> None:
    """
    One
    ?
    first back

    Two
    ?
    second back
    """
    assert deck.fronts == ["One", "Two"]
    assert deck.backs == ["first back", "second back"]


def test_verbs(deck: Deck) -> None:
    """
    DINO trains a student.

    It may collapse.

    @Describe and @visualise the two tricks. {#tricks}
    - centring
    - sharpening, see ∆collapse

    Source: Caron et al. (2021)
    demo: dino
    @exam~ @bite~

    @State it.

    It.

    @exam~
    """
    first, second = deck.notes
    assert deck.fronts == ["Describe and visualise the two tricks.", "State it."]
    assert first.verbs == ("describe", "visualise")
    assert first.context is not None
    assert first.context.text == "DINO trains a student.\n\nIt may collapse."
    assert (first.source_note, first.demo, first.given_id) == (
        "Caron et al. (2021)",
        "dino",
        "tricks",
    )
    assert first.tags == {"exam", "bite"}
    assert second.context is None


def test_a_question_mark_ends_a_verb_prompt_with_its_list(deck: Deck) -> None:
    """
    @Describe SimCLR:

    - how pairs are made
    - what loss it has
    ?
    Two views.

    @exam~
    """
    assert deck.fronts == ["Describe SimCLR:\n\n- how pairs are made\n- what loss it has"]
    assert deck.backs == ["Two views."]


def test_a_plain_question_after_a_closer_asks(deck: Deck) -> None:
    """
    ## Cards

    What is weak supervision?

    Labels of another task.

    @exam~

    Text first. What now?

    @bite~
    """
    assert deck.fronts == ["What is weak supervision?", None]


def test_a_question_inside_an_answer_is_reported(deck: Deck) -> None:
    """
    ## Cards

    @State it.

    The answer.

    What of this?

    More text.

    @exam~
    """
    assert deck.problems == ["looks-like-prompt"]
    assert len(deck.notes) == 1


def test_statements(deck: Deck) -> None:
    """
    ## Bite-sized

    A fact with a ==key part==. {#bite-key}

    Source: Someone (2020)

    @bite~

    A second one

    - of two blocks

    @bite~
    """
    first, second = deck.notes
    assert isinstance(first, Cloze)
    assert isinstance(second, Statement)
    assert (first.given_id, first.source_note) == ("bite-key", "Someone (2020)")
    assert first.text.text == "A fact with a key part."
    assert second.text.text == "A second one\n\n- of two blocks"


def test_a_cloze_card(deck: Deck) -> None:
    """
    C: The capital of [France] is {{c2::Paris::city}}, not [this](x), [ ] or ![[y]].

    C: No gap at all.
    """
    (note,) = deck.notes
    assert isinstance(note, Cloze)
    assert note.text.text == "The capital of France is Paris, not [this](x), [ ] or ![[y]]."
    assert [(gap.group, gap.hint) for gap in note.deletions] == [(1, None), (2, "city")]
    assert deck.problems == ["embedded-note", "cloze-without-gap"]


def test_gaps_under_flashcards(deck: Deck) -> None:
    """
    A ==mark== before.

    #flashcards

    The ==key== here.

    And none here.
    """
    assert deck.fronts == ["The key here."]


def test_closers(deck: Deck) -> None:
    """
    ## Cards

    @State one.

    One.
    ---

    Still one.

    ---

    Loose text.
    """
    assert deck.backs == ["One.\n---\n\nStill one."]
    assert deck.problems == ["rule-below-text", "stray-text"]


def test_tags_that_close_nothing(deck: Deck) -> None:
    """
    @exam~

    ## S

    @State it.

    It.

    @bite~

    @exam~
    """
    assert deck.problems == ["stray-tags", "stray-tags"]


def test_no_mark_counts_inside_code_comments_and_mathematics(deck: Deck) -> None:
    """
    ### What is it?

    ~~~md
    # Heading?

    Q: no
    @bite~
    ~~~

    <!--
    a :: b

    @exam~
    -->

    $$
    Q: = 1
    $$
    """
    (note,) = deck.notes
    assert note.tags == frozenset()
    assert deck.backs == ["~~~md\n# Heading?\n\nQ: no\n@bite~\n~~~\n\n\n$$\nQ: = 1\n$$"]


def test_review_data_of_other_tools_enters_no_text(deck: Deck) -> None:
    """
    Front <!--ID:123-->
    ?
    Back <!--SR:!2024-01-01,3,250-->
    """
    assert (deck.fronts, deck.backs) == (["Front"], ["Back"])


def test_block_ids(deck: Deck) -> None:
    """
    Q: One?
    A: Yes ^one

    Q: Two?
    A: $x ^2$ and y ^2

    ### Three?

    Yes.

    ^three
    """
    assert [note.given_id for note in deck.notes] == ["one", None, "three"]
    assert deck.backs == ["Yes", "$x ^2$ and y ^2", "Yes."]


def test_prose_between_cards_is_counted_once(deck: Deck) -> None:
    """
    # Notes

    Prose.

    More prose.

    a :: b

    End.
    """
    assert deck.guesses == [("prose", 3)]
    assert deck.problems == []


def test_a_diary_holds_no_cards(deck: Deck) -> None:
    """
    # Monday

    Did I sleep well? Yes.

    Why?

    Who knows.
    """
    assert deck.notes == ()
    assert deck.guesses == [("no-cards", 1)]


def test_an_unclosed_fence_takes_only_its_own_card(deck: Deck) -> None:
    """
    ### What is code?

    ```python
    x = 1

    ### And this?

    Sound.
    """
    assert deck.problems == ["unclosed-fence"]
    assert deck.fronts == ["What is code?", "And this?"]


def test_spans_count_front_matter(deck: Deck) -> None:
    """
    ---
    deck: Geography
    ---

    Q: Capital of France?
    """
    (found,) = deck.diagnostics
    assert found.span.source.locate(found.span.start) == (5, 4)


def test_a_glossary_is_a_card_a_line(deck: Deck) -> None:
    """
    rank :: dimension of the image
    kernel :: what is sent to zero

    Organelles:
    nucleus :: core
    """
    assert deck.fronts == ["rank", "kernel"]
    assert deck.problems == ["looks-like-prompt"]


def test_a_lone_question_mark_ends_a_cloze_card(deck: Deck) -> None:
    """
    C: The [heart] pumps.

    France
    ?
    A country.
    """
    assert deck.fronts == ["The heart pumps.", "France"]


@pytest.mark.parametrize("name", ["{#my id}", "{#}", "{#a/b}", "{#a} {#b}", "{#a}{#b}"])
def test_an_id_that_cannot_be_one_is_an_error_and_the_card_stays(name: str) -> None:
    deck = read(f"### What is it? {name}\n\nThis.\n")
    assert deck.problems == ["bad-id"]
    assert deck.fronts == ["What is it?"]


def test_a_tag_without_its_tilde_is_named(deck: Deck) -> None:
    """
    ## Cards

    A fact.

    @exam
    """
    (found,) = deck.diagnostics
    assert (found.rule.name, found.help) == ("missing-answer", "if it is a tag, write `@exam~`")
