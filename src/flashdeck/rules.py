"""Every rule there is, in the order of the reference page."""

from __future__ import annotations

from flashdeck.diagnostics import Rule, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

# The file as a whole
NOT_UTF8 = Rule("not-utf-8", _E, "bytes that are not UTF-8", breaking=True)
UNREADABLE = Rule("unreadable-file", _E, "a file cannot be read")
CONFLICT_MARKERS = Rule(
    "conflict-markers", _E, "lines that Git left where versions did not merge", breaking=True
)
UNCLOSED_FRONT_MATTER = Rule("unclosed-front-matter", _E, "front matter has no closing `---`")
BAD_FRONT_MATTER = Rule("bad-front-matter", _E, "front matter is not valid YAML")
UNCLOSED_FENCE = Rule("unclosed-fence", _E, "a code fence has no end", breaking=True)
UNCLOSED_CALLOUT = Rule("unclosed-callout", _E, "a callout's type has no closing `]`")
LAZY_CALLOUT = Rule("lazy-callout", _W, "a line below a callout lacks its `>`")
UNCLOSED_COMMENT = Rule("unclosed-comment", _W, "a comment has no end")
DECKS_DISAGREE = Rule("decks-disagree", _W, "a file names two decks")
UNKNOWN_DIALECT = Rule("unknown-dialect", _W, "no dialect of that name")
MIXED_DIALECTS = Rule("mixed-dialects", _I, "a file shows the marks of several dialects")
UNREAD_CARDS = Rule("unread-cards", _W, "cards of a second dialect are left out")
NO_CARDS = Rule("no-cards", _I, "a file holds no cards")

# Cards
MISSING_ANSWER = Rule("missing-answer", _E, "a prompt has no answer", breaking=True)
MISSING_PROMPT = Rule("missing-prompt", _E, "an answer has no prompt", breaking=True)
EMPTY_CARD = Rule("empty-card", _I, "a card that nothing was written into")
MISSPELT_MARK = Rule("misspelt-mark", _W, "a mark that is almost that of a card")
DATAVIEW_FIELD = Rule("dataview-field", _I, "a field of Dataview was taken for a card")
UNTAGGED_CARDS = Rule("untagged-cards", _W, "cards that the vault's own plug-in does not see")
STRAY_TEXT = Rule("stray-text", _W, "text that belongs to no card")
PROSE = Rule("prose", _I, "prose between cards")
STRAY_TAGS = Rule("stray-tags", _W, "a tag line that closes nothing")
LOOKS_LIKE_PROMPT = Rule("looks-like-prompt", _W, "a question inside an answer")
QUESTION_SECTION = Rule("question-section", _W, "a heading that asks was taken for a section")
RULE_BELOW_TEXT = Rule("rule-below-text", _W, "`---` directly below text does not close a card")
UNCLOSED_NOTE = Rule("unclosed-note", _E, "a note of Obsidian_to_Anki has no end")
UNCLOSED_DRAWER = Rule("unclosed-drawer", _W, "a drawer of an org headline has no end")
EMPTY_ENTRY = Rule("empty-entry", _W, "a headline of org-drill has nothing below it")
SLOW_EXPRESSION = Rule("slow-expression", _W, "an expression for cards takes too long")
NO_NOTE_TYPE = Rule("no-note-type", _W, "a note of Obsidian_to_Anki has no known type")
DELETED_NOTE = Rule("deleted-note", _I, "a note that is to be deleted in Anki")
DANGLING_LEAD_IN = Rule("dangling-lead-in", _W, "an answer ends in a colon and nothing follows")
DUPLICATE_CARD = Rule("duplicate-card", _W, "two notes ask the same thing")
DUPLICATE_ID = Rule("duplicate-id", _E, "two notes have the same id")
BAD_ID = Rule("bad-id", _E, "an id that cannot be one")
UNKNOWN_DEMO = Rule("unknown-demo", _W, "no demo of that name")
SECOND_DEMO = Rule("second-demo", _W, "a card with more than one demo")
BAD_DEMO_OPTION = Rule("bad-demo-option", _W, "a demo that would refuse its options")

# History
UNCLEAR_HISTORY = Rule("unclear-history", _W, "a new card may be one that is gone")
RENUMBERED_GAP = Rule("renumbered-gap", _W, "gaps hide what others hid before")

# Cloze
NO_GAP = Rule("cloze-without-gap", _E, "a cloze has no gap", breaking=True)
UNCLOSED_CLOZE = Rule("unclosed-cloze", _E, "a gap is not closed", breaking=True)
EMPTY_GAP = Rule("empty-cloze", _E, "a gap hides nothing", breaking=True)

# Mathematics
BAD_MATH = Rule("bad-math", _W, "a formula does not parse")
MATHJAX_ONLY = Rule("mathjax-only", _I, "a command that only MathJax knows")

# References and media
UNRESOLVED_REFERENCE = Rule("unresolved-reference", _W, "a reference that no card answers to")
AMBIGUOUS_REFERENCE = Rule("ambiguous-reference", _W, "a reference that several cards answer to")
REFERENCE_CYCLE = Rule("reference-cycle", _I, "cards that refer to each other in a circle")
MISSING_MEDIA = Rule("missing-media", _E, "a picture or sound is not there")
EMBEDDED_NOTE = Rule("embedded-note", _W, "what a card embeds is not on it")
SAME_NAME_MEDIA = Rule("same-name-media", _I, "two media files of one name are both kept")
MEDIA_CLASH = Rule("media-clash", _W, "two media files of one name differ")

# What was guessed
GUESSED_DECK = Rule("guessed-deck", _I, "a deck was chosen, such as the first line")
GUESSED_HEADING = Rule("guessed-heading", _I, "a line was taken for a heading")
GUESSED_PROMPT = Rule("guessed-prompt", _I, "a line was taken for a prompt")
GUESSED_CONTEXT = Rule("guessed-context", _I, "text was taken for the next card's context")
GUESSED_PARTS = Rule("guessed-parts", _I, "a list was taken for a part of the prompt")
GUESSED_GAP = Rule("guessed-gap", _I, "what a statement asks for was chosen")

# Conversion
LOST_IN_CONVERSION = Rule("lost-in-conversion", _W, "what a syntax cannot say")
NOT_CONVERTED = Rule("not-converted", _E, "a card that a syntax cannot hold")

# Settings and suppression
BAD_SETTING = Rule("bad-setting", _E, "`flashdeck.yaml` says something it cannot say")
UNUSED_SUPPRESSION = Rule("unused-suppression", _W, "nothing there to ignore")

ALL: dict[str, Rule] = {rule.name: rule for rule in list(globals().values()) if type(rule) is Rule}
