"""Where French sentences end; and whatever the text, that no letter of it is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlp_portal.analysis.enums import ParagraphKind
from rlp_portal.analysis.text.paragraphs import paragraphs_of
from rlp_portal.analysis.text.sentences import sentences_of


def cut(text):
    return [text[start:end] for start, end in sentences_of(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Une phrase.", "Une autre!", "Une troisième?", "Et la fin…"],
        ["M. Tremblay et Mme J. Roy seront là.", "La Dre Côté aussi."],
        ["Voir p. 12 et pp. 14-15, fig. 3, art. 2.", "Puis l’annexe."],
        ["Prévoir des jeux, p. ex. Des blocs, c.-à-d. du bois.", "Rien d’autre."],
        ["Des livres, des jeux, etc. et un local.", "Fini."],
        ["Des livres, des jeux, etc.", "Le local suivra."],
        ["Il faut 3.5 M$ et 1.200 heures.", "12 familles viennent."],
        ["De sept. 2017 à juin 2018, tout va.", "Après, on verra."],
        ["Écrivez à info@rlp.org ou à www.rlp.org.", "Merci."],
        ["« Bravo! » dit la mairesse.", "Elle applaudit."],
        ["Elle dit : « Bravo! Continuez. »", "Puis elle part."],
        ["Tout va bien (voir p. 3. Merci de lire).", "Suite."],
        [["Le volet B.", " l’avons revu."][0], "Nous l’avons revu."],
        ["Est-ce possible?!", "Oui..."],
        ["1. Former les parents.", "2. Prêter des locaux."],
        ["• Former les parents", "• Prêter des locaux"],
        ["L’O.M.S.", "Elle le dit."],
        ["Jean-C. Roy anime.", "J.-P. Côté aussi."],
        ["Début 🎈 et fin.", "Encore 👩‍👧."],
        ["sans majuscule ni point"],
    ],
    ids=lambda one: one[0][:30],
)
def test_sentences_end_where_a_reader_would_say(sentences):
    assert cut(" ".join(sentences)) == sentences
    assert cut("\u00a0 ".join(sentences)) == sentences


def test_a_line_break_always_ends_a_sentence():
    assert cut("Nos objectifs\n\n  Former les parents;\nprêter un local\n") == [
        "Nos objectifs",
        "Former les parents;",
        "prêter un local",
    ]


PIECES = [*"aéÉŒ1 .!?…,;:«»“”()[]'’\"-–•\n\u00a0\t", "🎈", "e\u0301", "M.", " p. ", "etc."]
SIGNS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(text=SIGNS)
def test_sentences_hold_every_sign_that_shows_once_and_in_order(text):
    places = sentences_of(text)

    assert all(start < end for start, end in places)
    assert all(before[1] <= after[0] for before, after in zip(places, places[1:], strict=False))
    assert all(text[start:end] == text[start:end].strip() for start, end in places)
    assert "".join("".join(text[start:end].split()) for start, end in places) == "".join(text.split())


def says_something(text, offset):
    """The line around it, among the pieces above."""
    line = text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
    return any(sign.isalnum() or sign == "🎈" for sign in line)


@given(text=SIGNS)
def test_paragraphs_hold_the_same_sentences_at_the_same_offsets(text):
    """But for the lines of signs only, where others say something."""
    paragraphs = paragraphs_of(text)

    said = [says_something(text, start) for start, _end in sentences_of(text)]
    assert [place for one in paragraphs for place in one.sentences] == [
        place for place, is_said in zip(sentences_of(text), said, strict=True) if is_said or not any(said)
    ]
    assert [one.number for one in paragraphs] == list(range(len(paragraphs)))
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in paragraphs)
    counted = 0
    for one in paragraphs:
        assert one.first_sentence == counted
        counted += len(one.sentences)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Mise en contexte", ParagraphKind.HEADING),
        ("Nos partenaires se connaissent depuis dix ans.", ParagraphKind.TEXT),
        ("• Former les parents", ParagraphKind.ITEM),
        ("– Former les parents", ParagraphKind.ITEM),
        ("1) Former les parents", ParagraphKind.ITEM),
        ("a. Former les parents", ParagraphKind.ITEM),
        ("suite d’une phrase", ParagraphKind.TEXT),
    ],
)
def test_kinds_of_paragraphs(line, kind):
    assert [one.kind for one in paragraphs_of(line)] == [kind]


def kinds(*lines):
    return [one.kind.value for one in paragraphs_of("\n".join(lines))]


def test_number_of_a_heading_is_not_that_of_a_list():
    full = "Le comité se réunit chaque mois."

    assert kinds("1. Mise en contexte", full, "2. Nos choix", "• Former", full) == [
        "heading", "text", "heading", "item", "text",
    ]  # fmt: skip
    assert kinds("Nos choix", "1. Former", "2. Prêter", full) == ["heading", "item", "item", "text"]
    assert kinds("1. Le comité se réunit.", full) == ["item", "text"]


def test_cells_of_a_table_are_no_headings():
    cells = ("Action", "Porteur", "Échéance", "Un fonds commun", "La caisse", "Déc. 2026")

    assert kinds(*cells, "2. Nos choix", "Le CPE est hôte.") == ["text"] * 6 + ["heading", "text"]
    assert kinds("Plan", "Un comité", "Mise en contexte", "Le CPE est hôte.") == ["heading"] * 3 + ["text"]


@pytest.mark.parametrize("line", ["=====", "----------", "* * *", "_ _ _", "– – –", "~~~", "────", "+--+--+", "*\t*"])
def test_line_that_separates_is_shown_and_is_no_sentence(line):
    text = f"Plan d’action\n{line}\nNous formons. Nous prêtons.\n{line}"

    paragraphs = paragraphs_of(text)

    assert [text[one.start :].partition("\n")[0] for one in paragraphs] == text.split("\n")
    assert [(one.kind.value, one.first_sentence, len(one.sentences)) for one in paragraphs] == [
        ("heading", 0, 1), ("text", 1, 0), ("text", 1, 2), ("text", 3, 0),
    ]  # fmt: skip
    assert [text[start:end] for one in paragraphs for start, end in one.sentences] == [
        "Plan d’action", "Nous formons.", "Nous prêtons.",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["✓", "☒", "$", "A", "3", "- oui", "🎈"])
def test_line_that_says_something_is_a_sentence_however_short(line):
    assert [len(one.sentences) for one in paragraphs_of(f"Fait\n{line}")] == [1, 1]


def test_text_of_signs_only_can_still_be_read():
    assert [len(one.sentences) for one in paragraphs_of("=====\n* * *")] == [1, 1]


def test_two_hundred_pages_are_cut_in_a_time_that_nobody_notices():
    line = "Le CPE hébergera l’Heure du conte. M. Roy dit : « Bravo! » (voir p. 3). Les parents viendront, etc.\n"

    assert len(sentences_of(line * 30 * 200)) == 200 * 30 * 3


@pytest.mark.parametrize("sign", [".", "« ", "(", "“", " »", "M. ", "\u00a0", "•", "1. "])
def test_a_sign_repeated_forever_costs_no_more_than_its_length(sign):
    sentences_of(sign * 100_000)
