"""One search over everything: found by beginnings, without case and accents, marked, and one's own only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from halfhour.core import search
from halfhour.core.doctor import _words_are_right
from halfhour.core.search import _hits, _snippet, _spans, fold
from tests.conftest import Client, Server


def titles(answer: dict) -> list[str]:  # type: ignore[type-arg]
    return ["".join(span["text"] for span in item["title"]) for item in answer["items"]]


def test_accents_case_and_word_order_do_not_matter(alice: Client) -> None:
    alice.made("/contacts", full_name="Zoë Brandt", headline="Médecin à Genève")
    for words in ("zoe", "ZOË", "brandt zo", "geneve medecin", "Genè"):
        assert titles(alice.seen("/search", q=words)) == ["Zoë Brandt"], words
    assert alice.seen("/search", q="zoe paris")["items"] == []


def test_all_kinds_are_found_and_can_be_narrowed(alice: Client) -> None:
    career = alice.made("/careers", title="Medical writer", why="Clear words help.")
    contact = alice.made("/contacts", full_name="Ann Writer")
    alice.made("/organizations", name="Writers' House")
    alice.made("/questions", text="What does a writer do all day?", category="typical_day")
    alice.made("/notes", body="# Writer\nCall her back.", contact_id=contact["id"])
    found = alice.seen("/search", q="writer")["items"]
    assert {each["kind"] for each in found} == {"career", "contact", "organization", "question", "note"}
    only = alice.seen("/search", q="writer", kinds=["career", "note"])["items"]
    assert {each["kind"] for each in only} == {"career", "note"}
    assert career["id"] in {each["id"] for each in only}


def test_a_whole_word_of_the_title_comes_first(alice: Client) -> None:
    alice.made("/contacts", full_name="Ann Annotated", headline="nothing")
    alice.made("/contacts", full_name="Bert Miller", headline="Works with Ann")
    alice.made("/contacts", full_name="Annette Ober")
    alice.made("/contacts", full_name="Ann")
    assert titles(alice.seen("/search", q="ann")) == ["Ann", "Ann Annotated", "Annette Ober", "Bert Miller"]


def test_a_change_is_found_at_once_and_the_old_words_no_more(alice: Client) -> None:
    path = f"/contacts/{alice.made('/contacts', full_name='Maria', headline='Nurse')['id']}"
    alice.changed(path, headline="Data manager")
    assert alice.seen("/search", q="nurse")["items"] == []
    assert titles(alice.seen("/search", q="manag")) == ["Maria"]


def test_what_matched_is_marked(alice: Client) -> None:
    alice.made("/contacts", full_name="Maria Keller", headline="Head of data at the clinic")
    hit = alice.seen("/search", q="data")["items"][0]
    assert [span["text"] for span in hit["snippet"] if span["hit"]] == ["data"]
    assert not any(span["hit"] for span in hit["title"])


def test_nobody_finds_what_is_anothers(alice: Client, bob: Client) -> None:
    alice.made("/contacts", full_name="Maria Keller")
    assert bob.seen("/search", q="maria")["items"] == []


def test_signs_that_mean_something_to_a_database_are_plain_words(alice: Client) -> None:
    alice.made("/contacts", full_name="A* OR B NEAR(c) -d \"e\" 'f' & g | h :* !")
    for words in ("or", "near", '"', "*", "' OR 1=1 --", "a*", "(", ":*", "!", "\\", "e & g"):
        assert alice.get("/search", params={"q": words}).status_code == 200, words
    assert len(alice.seen("/search", q="near or")["items"]) == 1


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4))
def test_marking_never_changes_the_text(body: str, words: list[str]) -> None:
    folded = [each for word in words for each in fold(word)]
    if not folded:
        return
    assert "".join(text for text, _ in _spans(body, folded, most=1000)) == body
    assert all(start < end for start, end in _hits(body, folded))
    assert "".join(text for text, _ in _snippet(body, folded)).strip("…") in body


def test_the_index_is_made_one_part_piece_by_piece_and_loses_no_word(
    server: Server, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parts() -> int:
        with server.database.reading() as connection:
            return int(connection.rows(search._PARTS, {})[0][0])

    monkeypatch.setattr(search, "MOST_PARTS", 1)
    monkeypatch.setattr(search, "MERGED_PAGES", 1)
    for number in range(20):
        made = alice.made("/contacts", full_name=f"Tidy Person{number:02}", headline="Nurse")
        if number % 2:
            alice.changed(f"/contacts/{made['id']}", headline="Data manager")
    if not server.database.sqlite:
        search.tidy(server.database)  # has nothing to do
        return
    assert parts() > 1
    search.tidy(server.database)
    assert parts() == 1
    assert _words_are_right(server.database)
    assert len(alice.seen("/search", q="tidy", limit=50)["items"]) == 20
    assert len(alice.seen("/search", q="nurs", limit=50)["items"]) == 10
