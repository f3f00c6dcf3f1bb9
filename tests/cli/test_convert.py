"""`flashdeck convert` as it is typed: stdout, folders, files in place, git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from commands import Typed

SR = "#flashcards/biology\n\nmitosis::division ![a cell](img/cell.png)\n"
NATIVE = "mitosis :: division ![a cell](img/cell.png)\n"


def committed(folder: Path) -> None:
    for words in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "-m", "cards"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)


@pytest.fixture
def vault(here: Path) -> Path:
    """A file of another tool's cards beside the collection's own, with a picture, and a diary."""
    (here / "sub" / "img").mkdir(parents=True)
    (here / "sub" / "bio.md").write_text(SR)
    (here / "sub" / "img" / "cell.png").write_bytes(b"\x89PNG")
    (here / "diary.md").write_text("Today it rained.\n")
    return here


def test_one_file_goes_to_stdout(typed: Typed, vault: Path) -> None:
    status, out, err = typed("convert", "sub/bio.md")
    assert (status, err) == (0, "")
    assert out == f"---\ndeck: biology\n---\n\n{NATIVE}"


def test_a_deck_that_front_matter_named_stays_there_and_so_does_the_title(typed: Typed) -> None:
    top = "---\ntags: [flashcards/biology/cells, exam]\n---\n\n# The cell\n\n"
    status, out, err = typed("convert", "-", stdin=f"{top}mitosis::division\n")
    assert (status, err) == (0, "")
    named = "deck: biology::cells\ntags: [exam]\ntitle: The cell"
    assert out == f"---\n{named}\n---\n\nmitosis :: division\n"
    below = "# The cell\n#flashcards/biology\n\nmitosis::division\n"
    assert "# The cell\n\n#flashcards/biology\n" in typed("convert", "-", stdin=below).out


def test_standard_input_too(typed: Typed) -> None:
    status, out, _ = typed("convert", "-", stdin="#flashcards\n\nmitosis::division\n")
    assert (status, out) == (0, "mitosis :: division\n")


def test_several_files_do_not(typed: Typed, vault: Path) -> None:
    status, out, err = typed("convert", ".")
    assert (status, out) == (2, "")
    assert "--output DIR" in err and "--in-place" in err


def test_a_folder_takes_the_files_and_their_pictures(typed: Typed, vault: Path) -> None:
    status, out, _ = typed("convert", ".", "-o", "out")
    assert status == 0
    assert (vault / "out/sub/bio.md").read_text().endswith(NATIVE)
    assert (vault / "out/sub/img/cell.png").read_bytes() == b"\x89PNG"
    assert not (vault / "out/diary.md").exists()
    assert "1 picture or sound copied" in out and "1 file without cards left alone" in out
    assert (vault / "sub/bio.md").read_text() == SR


def test_what_is_there_is_not_overwritten(typed: Typed, vault: Path) -> None:
    typed("convert", "sub/bio.md", "-o", "out")
    (vault / "out/sub/bio.md").write_text("mine\n")
    status, _, err = typed("convert", "sub/bio.md", "-o", "out")
    assert status == 2 and "is there already" in err
    assert (vault / "out/sub/bio.md").read_text() == "mine\n"
    assert typed("convert", "sub/bio.md", "-o", "out", "--force").status == 0


def test_in_place_asks_for_a_commit_first(typed: Typed, vault: Path) -> None:
    status, _, err = typed("convert", "sub/bio.md", "--in-place")
    assert status == 2 and "commit first" in err
    committed(vault)
    assert typed("convert", "sub/bio.md", "--in-place").status == 0
    assert (vault / "sub/bio.md").read_text().endswith(NATIVE)
    (vault / "sub/bio.md").write_text(SR + "\nmeiosis::two\n")
    assert typed("convert", "sub/bio.md", "--in-place").status == 2
    assert typed("convert", "sub/bio.md", "--in-place", "--force").status == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "---\ndeck: Other::Deck\n---\n\na :: b\n"),
        ("a.md", "---\ndeck: a\n---\n\na :: b\n"),
        ("a.md", "# Title\n\na :: b\n"),
        ("sub/a.md", "TARGET DECK: Title\n\n# Title\n\nSTART\nBasic\na\nBack: b\nEND\n"),
        ("sub/a.md", "a :: b\n"),
    ],
)
@pytest.mark.parametrize("target", ["native", "callout", "hashcards", "sr", "csv", "org"])
def test_a_deck_stays_where_a_file_does(
    typed: Typed, here: Path, name: str, text: str, target: str
) -> None:
    (here / "geo.md").unlink()
    (here / "sub").mkdir()
    (here / name).write_text(text)
    before = typed("list").out
    status, _, err = typed("convert", ".", "--in-place", "--force", "--to", target)
    assert (status, err) == (0, "")
    assert typed("list").out == before


def test_in_place_keeps_ids_decks_and_what_is_native(typed: Typed, vault: Path) -> None:
    before = typed("list", "--format", "json").out
    committed(vault)
    geo = (vault / "geo.md").read_bytes()
    status, out, _ = typed("convert", ".", "--in-place")
    assert status == 0 and "1 file already so" in out
    assert (vault / "geo.md").read_bytes() == geo
    ids = [line for line in before.split("\n") if '"id"' in line or '"deck"' in line]
    after = typed("list", "--format", "json").out
    assert ids == [line for line in after.split("\n") if '"id"' in line or '"deck"' in line]


def test_two_places_and_unknown_syntaxes_are_wrong_usage(typed: Typed, vault: Path) -> None:
    assert typed("convert", "geo.md", "--in-place", "-o", "out").status == 2
    status, _, err = typed("convert", "geo.md", "--to", "anki")
    assert status == 2 and "there are: native, callout, hashcards" in err


def test_standard_input_has_no_place(typed: Typed, vault: Path) -> None:
    status, _, err = typed("convert", "-", "-o", "out", stdin=SR)
    assert status == 2 and "is converted to stdout" in err


def test_what_is_lost_is_told_on_stderr(typed: Typed, vault: Path) -> None:
    status, out, err = typed("convert", "geo.md", "--to", "hashcards")
    assert status == 0
    assert out.startswith('---\nname = "Geo::Europe"\ntags = ["capitals"]\n---\n\nQ: What is')
    assert "warning[lost-in-conversion]: a card loses the hints of gaps" in err
    assert typed("convert", "geo.md", "--to", "hashcards", "--strict").status == 1


def test_a_file_gets_the_suffix_of_its_syntax(typed: Typed, vault: Path) -> None:
    committed(vault)
    assert typed("convert", "geo.md", "--to", "csv", "--in-place").status == 0
    assert not (vault / "geo.md").exists()
    assert (vault / "geo.csv").read_text().startswith("id,deck,kind,prompt,answer")
    notes = typed("list", "--format", "json").out
    assert '"france"' in notes and "Geo::Europe" in notes


def test_reviews_are_to_be_adopted_before_they_are_left_out(typed: Typed, here: Path) -> None:
    (here / "x.md").write_text("#flashcards\n\na::b\n<!--SR:!2024-01-01,3,250-->\n")
    _, _, err = typed("convert", "x.md")
    assert "run `flashdeck adopt` first" in err
    assert typed("adopt").status == 0
    assert typed("convert", "x.md").err == ""


def test_bytes_stay_as_they_are_spelt(typed: Typed, here: Path) -> None:
    """A byte order mark and CRLF are kept; a file that is already so stays byte by byte."""
    (here / "win.md").write_bytes(b"\xef\xbb\xbf#flashcards\r\n\r\na::b\r\n")
    same = b"\xef\xbb\xbfQ: What?\r\nA: so\n\n\n\nx :: y  \r\n\r\n"
    (here / "same.md").write_bytes(same)
    assert typed("convert", "win.md", "same.md", "-o", "out").status == 0
    made = (here / "out/win.md").read_bytes()
    assert made.startswith(b"\xef\xbb\xbf---\r\n") and made.endswith(b"\r\na :: b\r\n")
    assert (here / "out/same.md").read_bytes().endswith(same.removeprefix(b"\xef\xbb\xbf"))
    committed(here)
    assert typed("convert", ".", "--in-place").status == 0
    assert (here / "same.md").read_bytes() == same


def test_bytes_that_are_no_text_stop_a_file(typed: Typed, here: Path) -> None:
    bad = b"#flashcards\n\na::\xe9\n"
    (here / "bad.md").write_bytes(bad)
    (here / "good.md").write_text("#flashcards\n\nc::d\n")
    status, out, err = typed("convert", ".", "--in-place", "--force")
    assert status == 1 and "this file is not UTF-8" in err
    assert (here / "bad.md").read_bytes() == bad
    assert "c :: d" in (here / "good.md").read_text() and "1 file not converted" in out


def test_settings_go_along_and_hold(typed: Typed, vault: Path) -> None:
    (vault / "flashdeck.yaml").write_text("deck: University\n")
    before = typed("list", "sub", "--format", "json").out
    target = vault.parent / "elsewhere"
    status, out, _ = typed("convert", ".", "-o", str(target))
    assert status == 0 and "flashdeck.yaml copied" in out
    assert (target / "flashdeck.yaml").read_text() == "deck: University\n"
    after = typed("list", str(target / "sub"), "--format", "json").out
    decks = [line for line in before.split("\n") if '"deck"' in line or '"id"' in line]
    assert decks and decks == [
        line for line in after.split("\n") if '"deck"' in line or '"id"' in line
    ]


def test_a_folder_inside_is_not_read_again(typed: Typed, vault: Path) -> None:
    typed("convert", ".", "-o", "out")
    status, out, _ = typed("convert", ".", "-o", "out", "--force")
    assert status == 0 and "out/out" not in out
    assert not (vault / "out" / "out").exists()


def test_the_folder_of_a_file_is_no_other_folder(typed: Typed, vault: Path) -> None:
    status, _, err = typed("convert", "sub/bio.md", "-o", ".")
    assert status == 2 and "is there already" in err
    assert (vault / "sub/bio.md").read_text() == SR


def test_pictures_of_prose_come_too_and_lost_ones_are_told(typed: Typed, here: Path) -> None:
    (here / "deep").mkdir()
    (here / "in.png").write_bytes(b"\x89PNG")
    (here.parent / "far.png").write_bytes(b"\x89PNG")
    (here / "deep/x.md").write_text("#flashcards\n\nSee ![](../in.png).\n\na::b\n")
    (here / "flashdeck.yaml").write_text("")
    target = here.parent / "new"
    assert typed("convert", ".", "-o", str(target)).status == 0
    assert (target / "in.png").exists()


def test_only_what_would_change_must_be_committed(typed: Typed, vault: Path) -> None:
    committed(vault)
    (vault / "geo.md").write_text((vault / "geo.md").read_text() + "\nnew :: card\n")
    assert typed("convert", ".", "--in-place").status == 0
    assert (vault / "sub/bio.md").read_text().endswith(NATIVE)


def test_callouts_that_stay_so_need_no_commit(typed: Typed, here: Path) -> None:
    (here / "x.md").write_text("Q: What?\nA: That.\n")
    assert typed("convert", "x.md", "--in-place", "--force", "--to", "callout").status == 0
    made = (here / "x.md").read_text()
    assert "> [!question]- What?" in made
    status, out, _ = typed("convert", "x.md", "--in-place", "--to", "callout")
    assert status == 0 and "1 file already so" in out
    assert (here / "x.md").read_text() == made


def test_a_link_is_written_through(typed: Typed, here: Path) -> None:
    (here.parent / "real.md").write_text("#flashcards\n\na::b\n")
    (here / "link.md").symlink_to(here.parent / "real.md")
    assert typed("convert", "link.md", "--in-place", "--force").status == 0
    assert (here / "link.md").is_symlink()
    assert "a :: b" in (here.parent / "real.md").read_text()
    status, _, err = typed("convert", "link.md", "--in-place", "--force", "--to", "csv")
    assert status == 2 and "is a link" in err


def test_one_file_that_two_paths_name_is_converted_once(typed: Typed, here: Path) -> None:
    (here / "x.md").write_text("#flashcards\n\na::b\n")
    status, out, _ = typed("convert", "x.md", str(here / "x.md"))
    assert status == 0 and out.count("a :: b") == 1


def test_what_several_files_lose_is_told_once(typed: Typed, here: Path) -> None:
    for name in ("a", "b", "c"):
        (here / f"{name}.md").write_text(f"#flashcards\n\n{name}1::x ^id-{name}\n{name}2::y\n")
    status, _, err = typed("convert", ".", "-o", "out", "--to", "hashcards")
    assert status == 0
    assert err.count("warning[lost-in-conversion]") == 2  # geo.md loses other things
    assert "a card loses the id, for which `hashcards` has no mark (so in 3 more files)" in err


REVIEWED = "#flashcards\n\na::b <!--SR:!2024-01-01,3,250-->\n\nc::d\n"


@pytest.fixture
def adopted(typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of one file, whose reviews were taken over."""
    monkeypatch.setenv("XDG_STATE_HOME", str(here.parent / "state"))
    (here / "geo.md").unlink()
    (here / "x.md").write_text(REVIEWED)
    assert typed("adopt", ".").out == "1 card adopted from obsidian-spaced-repetition, 1 due\n"
    return here


def test_reviews_go_along_to_a_new_folder(typed: Typed, adopted: Path) -> None:
    new = str(adopted.parent / "new")
    status, out, err = typed("convert", ".", "-o", new)
    assert (status, err) == (0, "") and "journal copied" in out
    assert "SR:" not in (adopted.parent / "new/x.md").read_text()
    assert typed("study", "--count", new).out == "1 new, 1 due\n"
    status, out, err = typed("convert", ".", "-o", new, "--force")
    assert (status, err) == (0, "") and "journal" not in out


def test_a_journal_that_is_there_stays_and_what_it_lacks_is_told(
    typed: Typed, adopted: Path
) -> None:
    new = adopted.parent / "new"
    new.mkdir()
    (new / "y.md").write_text("other :: card\n")
    typed("build", str(new), "-o", str(new / "y.apkg"))
    (journal,) = (new / ".flashdeck/journal").glob("*.jsonl")
    before = journal.read_bytes()
    status, out, err = typed("convert", ".", "-o", str(new))
    assert status == 0 and "journal copied" not in out
    assert "stay behind" in err and "convert into a new folder" in err
    assert journal.read_bytes() == before


def test_within_a_collection_its_journal_serves(typed: Typed, adopted: Path) -> None:
    (adopted / "flashdeck.yaml").write_text("")
    status, out, err = typed("convert", ".", "-o", "cards")
    assert (status, err) == (0, "") and "journal copied" not in out
    assert typed("study", "--count", "cards").out == "1 new, 1 due\n"


def test_gaps_that_a_vault_has_set_stay_gaps_outside_of_it(typed: Typed, here: Path) -> None:
    plugin = here / ".obsidian/plugins/obsidian-spaced-repetition"
    plugin.mkdir(parents=True)
    (plugin / "data.json").write_text('{"settings": {"convertBoldTextToClozes": true}}')
    (here / "geo.md").unlink()
    (here / "bold.md").write_text("#flashcards\n\nThe capital of **Chad** is **N'Djamena**.\n")
    same = "#flashcards\n\na::b <!--SR:!2024-01-01,3,250-->\n"
    (here / "same.md").write_text(same)
    new = here.parent / "new"
    assert typed("convert", ".", "-o", str(new), "--to", "sr").status == 0
    assert "==Chad== is ==N'Djamena==" in (new / "bold.md").read_text()
    assert (new / "same.md").read_text().endswith(same)
    assert typed("list", str(new)).out.endswith("2 notes, 3 cards\n")
    assert typed("convert", ".", "-o", "inside", "--to", "sr").status == 0
    assert "**Chad**" in (here / "inside/bold.md").read_text()


@pytest.mark.parametrize(("name", "mark"), [("k.csv", ";"), ("k.csv", ","), ("k.tsv", "\t")])
def test_rows_that_name_no_deck_get_a_column_for_it(
    typed: Typed, here: Path, name: str, mark: str
) -> None:
    (here / "sub").mkdir()
    (here / "sub" / name).write_text(f"Frage{mark}Antwort\nwas?{mark}das\n")
    before = typed("list", "sub").out
    assert typed("convert", "sub", "-o", "out", "--to", "csv").status == 0
    shown = typed("convert", f"sub/{name}", "--to", "csv").out
    assert shown == (here / "out" / "sub" / name).read_text()
    rows = [row.split("\t" if name.endswith("tsv") else ",") for row in shown.split("\n")]
    assert rows == [["deck", "kind", "prompt", "answer"], ["sub::k", "basic", "was?", "das"], [""]]
    assert typed("list", "out").out.replace("out/", "") == before


def test_a_review_that_belongs_to_no_card_is_told_of_after_the_others_were_adopted(
    typed: Typed, here: Path
) -> None:
    due = "<!--SR:!2024-09-10,3,210-->"
    (here / "x.md").write_text(f"#flashcards\n\nmitosis::division\n{due}\n\nno card\n{due}\n")
    assert typed("adopt", "x.md").status == 0
    err = typed("convert", "x.md").err
    assert "2 comments with review data" in err and "belongs to no card: x.md:7" in err


def test_notes_that_cards_embed_go_along_with_their_pictures(typed: Typed, here: Path) -> None:
    (here / "vault").mkdir()
    (here / "vault" / "a.md").write_text("#flashcards\n\nShow ![[Def#Cell]]::that\n")
    (here / "vault" / "Def.md").write_text("# Def\n\n## Cell\n\nA unit. ![[c.png]]\n")
    (here / "vault" / "c.png").write_bytes(b"\x89PNG")
    status, _, err = typed("convert", "vault", "-o", "out")
    assert (status, err) == (0, "")
    brought = {path.name for path in (here / "out").rglob("*") if path.is_file()}
    assert {"a.md", "Def.md", "c.png"} <= brought


def test_unfinished_cards_are_told_of_when_nothing_else_will(typed: Typed) -> None:
    page = "#flashcards\n\nDone?::Yes\n\nQuestion\n?\n\nOther\n??\n\nProse.\n"
    status, _, err = typed("convert", "-", stdin=page)
    assert status == 0
    assert "2 unfinished cards become prose, and nothing will say any more that this prompt" in err
    assert " --> <stdin>:5:1\n" in err and " ::: <stdin>:8:1\n" in err
    assert (
        "1 warning" in typed("convert", "-", "--to", "org", stdin=page.replace("Other\n??", "")).err
    )
    native = "Q: Done?\nA: Yes\n\nQ: Question?\n\nA: Of what?\n"
    assert "unfinished" not in typed("convert", "-", "--to", "hashcards", stdin=native).err


O2A = """\
TARGET DECK: Geo

FROZEN - Basic:
Back: (see the atlas)

Intro prose.

START
Basic
What?
Back: That
<!--ID: 1683-->
END

DELETE
ID: 12345678

START
<!--ID: 99-->
END

More prose.
"""


@pytest.mark.parametrize("target", ["native", "sr", "org"])
def test_what_is_told_to_obsidian_to_anki_is_no_prose(target: str, typed: Typed) -> None:
    status, out, err = typed("convert", "-", "--to", target, stdin=O2A)
    assert status == 0
    assert "(see the atlas)" in out and "Intro prose." in out and "More prose." in out
    assert not any(word in out for word in ("FROZEN", "DELETE", "START", "TARGET"))
    assert "2 notes that are to be deleted in Anki are left out" in err
    assert "search for `nid:12345678,99`" in err and "an id that no card has" not in err
    assert "have no place" not in err and "has no place" not in err


def test_fields_of_no_note_of_the_file_stay(typed: Typed) -> None:
    page = O2A.replace("FROZEN - Basic", "FROZEN - Other")
    assert "FROZEN - Other:\n" in typed("convert", "-", stdin=page).out
