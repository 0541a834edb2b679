"""Quotations found again: what is there is found, what is not is said, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlp_portal.analysis.text.anchoring import quote, reanchor
from rlp_portal.analysis.text.sentences import sentences_of

TEXT = (
    "Le CPE hébergera l’Heure du conte.\nLes parents seront formés. La Ville prêtera un local.\n"
    "La coordination passera à la MRC. Les parents seront formés. Fin."
)


def quotations(text, *words):
    places = [(text.index(one), text.index(one) + len(one)) for one in words]
    return [quote(text, *place) for place in places]


def found(quoted, text):
    return [text[place[0] : place[1]] if place else None for place in reanchor(quoted, text)]


def test_the_same_text_gives_the_same_places():
    places = sentences_of(TEXT)

    assert reanchor([quote(TEXT, *place) for place in places], TEXT) == places


def test_words_moved_elsewhere_are_found_and_those_gone_are_not():
    quoted = quotations(TEXT, "La Ville prêtera un local.", "La coordination passera à la MRC.")
    new = "Préambule tout neuf.\nLa coordination passera à la MRC. Le reste a changé."

    assert found(quoted, new) == [None, "La coordination passera à la MRC."]


def test_two_equal_sentences_keep_their_own_places():
    first = TEXT.index("Les parents")
    second = TEXT.index("Les parents", first + 1)
    length = len("Les parents seront formés.")
    quoted = [quote(TEXT, second, second + length), quote(TEXT, first, first + length)]
    new = "Un titre\n" + TEXT

    assert reanchor(quoted, new) == [(9 + second, 9 + second + length), (9 + first, 9 + first + length)]


def test_of_two_equal_sentences_only_one_stays_where_one_was_taken_out():
    first = TEXT.index("Les parents")
    second = TEXT.index("Les parents", first + 1)
    length = len("Les parents seront formés.")
    quoted = [quote(TEXT, first, first + length), quote(TEXT, second, second + length)]
    new = TEXT[:second] + TEXT[second + length :]

    assert reanchor(quoted, new) == [(first, first + length), None]


def test_spaces_and_quotes_of_another_program_do_not_hide_a_passage():
    text = "Elle dit : « L’Heure du conte reste – pour toujours »."
    quoted = [quote(text, 0, len(text))]

    new = 'Avant. Elle dit :  "L\'Heure du\nconte reste - pour toujours".'
    assert found(quoted, new) == [None]  # the marks stand apart from the words: that is another text
    new = "Avant. Elle dit\u00a0: «\u00a0L'Heure du\nconte  reste - pour toujours\u00a0».  Fin"
    assert found(quoted, new) == [new[7:-5]]


def test_a_short_passage_is_not_taken_for_another_one():
    text = "Sommes-nous prêts à tout céder? Oui. Et le local? Peut-être."
    quoted = quotations(text, "Oui.")

    assert found(quoted, "Un autre texte. Oui. Rien à voir.") == [None]
    assert found(quoted, "Sommes-nous prêts à tout céder? Oui. Rien à voir.") == ["Oui."]


def test_capitals_and_accents_make_other_words():
    text = "Les élèves lisent ensemble chaque matin."

    assert found([quote(text, 0, len(text))], text.replace("é", "e")) == [None]


PIECES = ["le", "la", "CPE", "local", "parents", "Ville", "formés.", "conte.", "reste!", "🎈", "été"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=30)


@given(before=WORDS, kept=WORDS, after=WORDS, new_before=WORDS, new_after=WORDS)
def test_what_is_edited_around_a_passage_never_loses_it(before, kept, after, new_before, new_after):
    passage = "« Ce passage unique, long de plus de vingt signes : " + " ".join(kept) + " »"
    text = " ".join([*before, passage, *after])
    start = text.index(passage)
    new = " ".join([*new_before, passage, *new_after])

    place = (new.index(passage), new.index(passage) + len(passage))
    assert reanchor([quote(text, start, start + len(passage))], new) == [place]


@given(words=WORDS, new=WORDS)
def test_whatever_is_found_says_the_same_words_and_no_place_serves_twice(words, new):
    text, other = " ".join(words), " ".join(new)
    quoted = [quote(text, *place) for place in sentences_of(text)]

    places = reanchor(quoted, other)

    kept = [place for place in places if place]
    assert len(set(kept)) == len(kept)
    assert [other[place[0] : place[1]] for place in kept] == [
        one.words for one, place in zip(quoted, places, strict=True) if place
    ]


@pytest.mark.parametrize("text", ["", "🎈" * 50])
def test_a_text_that_holds_nothing_of_it_loses_everything(text):
    assert reanchor([quote(TEXT, *place) for place in sentences_of(TEXT)], text) == [None] * 6
