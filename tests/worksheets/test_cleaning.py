"""What comes in: rows B02 to B25 of the bad-input catalogue where they concern a text, a number or a date."""

import datetime
import json
import unicodedata

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from worksheets import schema
from worksheets.cleaning import Cleaned, Refused, clean_date, clean_integer, clean_text, count_characters, too_long
from worksheets.kinds import KINDS, holds_answers, kind_of

UNREADABLE = "Un caractère illisible a été retiré. Relisez votre texte."
INVISIBLE = "Un caractère invisible a été retiré."
OUT_OF_SCALE = "Choisissez un nombre de 1 à 5."
NOT_WHOLE = "Choisissez un nombre entier de 1 à 5."
IN_LETTERS = "Écrivez le nombre en chiffres, par exemple 3."
NO_NUMBER = "Ce nombre n’est pas valide."
NO_SUCH_DATE = "Cette date n’existe pas. Vérifiez le jour et le mois."
DATE_FORM = "Écrivez la date ainsi\u00a0: 2026-04-03."
YEAR_RANGE = "L’année doit être entre 2000 et 2100."
FAMILY = "👩‍👩‍👧‍👦"  # one character for a reader, seven for a computer
NBSP, ZERO_WIDTH, WORD_JOINER, BOM = "\u00a0", "\u200b", "\u2060", "\ufeff"


# Texts


@pytest.mark.parametrize(
    "blank",
    [
        *(None, "", " ", "\t", "\r\n\n", NBSP * 3, "\u202f\u2009\u3000", ZERO_WIDTH, WORD_JOINER, BOM, "\u00ad"),
        *("\u200c\u200d\u200e\u200f", "\u180e", "\u034f", "\u3164", "\u2063", "\ufe0f", "\x00", "\x07\x1b"),
    ],
)
def test_what_shows_nothing_is_nothing(blank):
    assert clean_text(blank, limit=10) == Cleaned(None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Un texte \n", "Un texte"),
        ("Un\x00 texte", "Un texte"),
        ("Un\x07 te\x1bxte\x7f", "Un texte"),
        ("Un\vdeux\ftrois\rquatre\r\ncinq", "Un\ndeux\ntrois\nquatre\ncinq"),
        ("Un\u2028deux\u2029trois\x85quatre", "Un\ndeux\ntrois\nquatre"),
        ("\ufeffUn texte", "Un texte"),
        ("e\u0301te\u0301", "été"),
        ("""Il a dit "l'été" """, """Il a dit "l'été\""""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("**gras** {{7*7}} %(nom)s", "**gras** {{7*7}} %(nom)s"),
        ("Ligne un\n\nLigne deux", "Ligne un\n\nLigne deux"),
        ("Un\ttableau", "Un\ttableau"),
        (FAMILY + "🇨🇦👍🏽", FAMILY + "🇨🇦👍🏽"),
        ("m" * 5000, "m" * 5000),
        ("e" + "\u0301" * 2000, "é" + "\u0301" * 1999),
    ],
)
def test_a_text_is_kept_as_typed_but_for_what_nobody_sees(typed, kept):
    assert clean_text(typed, limit=5000) == Cleaned(kept)


@pytest.mark.parametrize("unreadable", ["\ud800", "\udfff\ud83d", *map(chr, (0xFFFD, 0xFFFE, 0xFFFF))])
def test_an_unreadable_character_is_removed_and_said(unreadable):
    assert clean_text(f"Un {unreadable}texte", limit=50) == Cleaned("Un texte", (UNREADABLE,))


def test_a_text_of_nothing_but_unreadable_characters_is_nothing_and_said():
    assert clean_text("\ud800\ud800", limit=50) == Cleaned(None, (UNREADABLE,))


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_direction_override_is_removed_and_said(mark):
    assert clean_text(f"CPE {mark}Les Petits Pas", limit=50) == Cleaned("CPE Les Petits Pas", (INVISIBLE,))


def test_both_removals_are_said():
    assert clean_text("a\u202eb\ud800c", limit=50) == Cleaned("abc", (UNREADABLE, INVISIBLE))


def test_a_name_may_have_its_own_words_for_it():
    said = "Un caractère invisible a été retiré du nom."

    assert clean_text("Ma\u202erie", limit=50, invisible_notice=said) == Cleaned("Marie", (said,))


def test_a_single_line_joins_its_lines():
    assert clean_text("Un\ndeux\r\ntrois", limit=50, multiline=False) == Cleaned("Un deux trois")


def test_a_text_too_long_is_refused_with_both_numbers():
    with pytest.raises(Refused) as refusal:
        clean_text("a" * 20_000, limit=5000)

    assert str(refusal.value) == (
        "Le texte compte 20\u00a0000 caractères. La limite est de 5\u00a0000. "
        "Rien n’est perdu\u00a0: raccourcissez-le."
    )


@pytest.mark.parametrize("text", [FAMILY * 180, "🇨🇦" * 180, "👍🏽" * 180, "e\u0301\u0302\u0303" * 180, "a" * 180])
def test_one_character_for_a_reader_counts_one(text):
    assert count_characters(text) == 180
    assert clean_text(text, limit=180).value is not None
    with pytest.raises(Refused):
        clean_text(text + "a", limit=180)


# What would keep the whole server waiting for minutes (a mebibyte of it comes through the door)

ENDLESS = {
    "accents in no order": "a" + "\u0300\u0316" * 200_000,
    "one letter in pieces": "\u1100" * 300_000,
    "a row of flags": "🇨" * 250_000,
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("limit", [120, 5000])
def test_an_endless_text_is_refused_at_once_even_when_a_reader_would_count_few_characters(text, limit):
    with pytest.raises(Refused) as refusal:
        clean_text(text, limit=limit)

    assert str(refusal.value) == too_long(len(text), limit)


def test_a_letter_keeps_two_thousand_accents_and_no_more():
    accents = "\u0300\u0316" * 15_000

    kept = clean_text(f"a{accents}\x00{accents}"[:30_000], limit=5000).value

    assert unicodedata.normalize("NFD", kept) == "a" + "\u0316" * 1000 + "\u0300" * 1000


def test_a_long_row_of_flags_is_counted_at_once():
    assert count_characters("🇨🇦" * 100_000 + "🇨") == 100_001


# Whole numbers


@pytest.mark.parametrize("typed", ["3", " 3 ", "+3", "٣", "３", "03", "\u00a03"])
def test_three_is_three(typed):
    assert clean_integer(typed, minimum=1, maximum=5) == Cleaned(3)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\x00", "\u200b"])
def test_no_number_is_nothing(blank):
    assert clean_integer(blank, minimum=1, maximum=5) == Cleaned(None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *((typed, OUT_OF_SCALE) for typed in ["6", "0", "-1", "−1", "10"]),
        *((typed, NOT_WHOLE) for typed in ["3,5", "3.5", "-1,5", "3,0"]),
        *((typed, IN_LETTERS) for typed in ["trois", "Cinq", "vingt-deux"]),
        *((typed, NO_NUMBER) for typed in ["9" * 5000, "1e999", "NaN", "nan", "-NaN"]),
        *((typed, NO_NUMBER) for typed in ["Infinity", "-Infinity", "inf", "1/2", "3 / 5", "½"]),
        *((typed, NO_NUMBER) for typed in ["0x3", "3;", "{}", "\ud800", "²"]),
    ],
)
def test_what_is_not_a_whole_number_of_the_scale_is_refused(typed, said):
    with pytest.raises(Refused) as refusal:
        clean_integer(typed, minimum=1, maximum=5)

    assert str(refusal.value) == said


# Dates


@pytest.mark.parametrize("typed", ["2026-04-03", " 2026-4-3 ", "2026-04-03\n", "2026\u201104\u201103"])
def test_a_date_is_kept_in_its_one_form(typed):
    assert clean_date(typed) == Cleaned("2026-04-03")


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\x00"])
def test_no_date_is_nothing(blank):
    assert clean_date(blank) == Cleaned(None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *((typed, NO_SUCH_DATE) for typed in ["2026-02-30", "2026-13-01"]),
        *((typed, NO_SUCH_DATE) for typed in ["2025-02-29", "2026-00-10"]),
        *(
            (typed, "Écrivez la date ainsi\u00a0: 2026-04-03.")
            for typed in ["03/04/2026", "3 avril", "2026", "demain"]
        ),
        *(
            (typed, "Écrivez la date ainsi\u00a0: 2026-04-03.")
            for typed in ["26-04-03", "2026-04-03T10:00", "\ud800"]
        ),
        *((typed, YEAR_RANGE) for typed in ["0026-04-03", "20266-04-03", "1999-12-31"]),
        *((typed, YEAR_RANGE) for typed in ["2101-01-01", "0000-00-00"]),
    ],
)
def test_what_is_not_a_date_is_refused(typed, said):
    with pytest.raises(Refused) as refusal:
        clean_date(typed)

    assert str(refusal.value) == said


@pytest.mark.parametrize("year", [2000, 2100])
def test_the_first_and_last_years_are_accepted(year):
    assert clean_date(f"{year}-12-31").value == f"{year}-12-31"


def test_numbers_in_sentences_have_their_spaces():
    assert too_long(1_234_567, 180).startswith("Le texte compte 1\u00a0234\u00a0567 caractères.")


# Whatever is typed

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)  # half characters included
NASTY = st.text(alphabet="a é\u0301\n\r\v\x00\x85\ud800\u202e\u200b\u2028\ufeff\ufffd👍\u200d٣-−,.$", max_size=30)


@given(raw=ANY_TEXT | NASTY, multiline=st.booleans())
@settings(max_examples=300)
def test_a_cleaned_text_is_clean_and_cleaning_it_again_changes_nothing(raw, multiline):
    cleaned = clean_text(raw, limit=1000, multiline=multiline)

    assert clean_text(cleaned.value, limit=1000, multiline=multiline) == Cleaned(cleaned.value)
    assert is_storable(cleaned.value)
    assert cleaned.value is None or cleaned.value.strip() == cleaned.value != ""
    assert multiline or "\n" not in (cleaned.value or "")


@given(raw=ANY_TEXT | NASTY | st.integers().map(str) | st.floats().map(str))
@settings(max_examples=300)
def test_a_number_is_of_the_scale_or_refused(raw):
    cleaned, said = attempt(lambda: clean_integer(raw, minimum=1, maximum=5))

    assert said or cleaned.value in {None, 1, 2, 3, 4, 5}


@given(raw=ANY_TEXT | NASTY | st.dates().map(str) | st.datetimes().map(str) | st.from_regex(r"\d{4}-\d\d-\d\d"))
@settings(max_examples=300)
def test_a_date_is_an_iso_date_of_our_time_or_refused(raw):
    cleaned, said = attempt(lambda: clean_date(raw))

    if not said and cleaned.value:
        assert 2000 <= datetime.date.fromisoformat(cleaned.value).year <= 2100
        assert clean_date(cleaned.value) == cleaned


OPTIONS = (
    schema.Option(key="a", label="A"),
    schema.Option(key="b", label="B"),
    schema.Option(key="other", label="C"),
)
FIELDS = [
    schema.ShortText(key="f", label="F"),
    schema.Name(key="f", label="F"),
    schema.LongText(key="f", label="F"),
    schema.Lines(key="f", label="F"),
    schema.Scale(key="f", label="F"),
    schema.Bipolar(key="f", label="F", left="gauche", right="droite"),
    schema.SingleChoice(key="f", label="F", options=OPTIONS),
    schema.YesNo(key="f", label="F"),
    schema.ProposedLevel(key="f", label="F", reads="today", options=(schema.Option(key="3", label="3"),)),
    schema.MultipleChoice(key="f", label="F", options=OPTIONS, other="other", at_most=2),
    schema.MultipleChoice(key="f", label="F", options=OPTIONS),
    schema.Date(key="f", label="F"),
    schema.People(key="f", label="F"),
    schema.Placements(
        key="f", label="F", rungs=(schema.Option(key="3", label="C"), schema.Option(key="1", label="A"))
    ),
    schema.ObjectChoice(key="f", label="F"),
    schema.ActorChoice(key="f", label="F"),
    schema.ObjectReference(key="f", label="F"),
    schema.SectorReference(key="f", label="F"),
    schema.Place(key="f", label="F"),
]
WINDOWS = {schema.KeptObjects, schema.Plan, schema.SectorWheel, schema.StakeholderMatrix}
INPUTS = [
    *("f", "f--line", "f--other", "f--name", "f--organisation", "f--sector", "f--rung"),
    *("f--object", "f--actor", "f--text"),
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
@given(
    sent=st.lists(st.tuples(st.sampled_from(INPUTS), ANY_TEXT | NASTY | st.sampled_from(["a", "b", "other", "3"])))
)
@settings(max_examples=100)
def test_any_kind_cleans_or_refuses_whatever_a_page_sends(field, sent):
    data = QueryDict(mutable=True)
    for name, value in sent:
        data.appendlist(name, value)
    kind = kind_of(field)

    cleaned, said = attempt(lambda: kind.clean(field, kind.read(data, "f")))

    assert said or is_storable(cleaned.value)
    assert said or kind.number(cleaned.value) == number_in(field, cleaned.value)


def number_in(field, value):
    if isinstance(field, schema.ProposedLevel):
        return int(value) if value else None
    if isinstance(field, schema.Placements):
        return value["rung"] if value else None
    return value if isinstance(value, int) else None


def test_every_kind_that_holds_answers_is_tried_here():
    tried = {type(field) for field in FIELDS}

    assert tried == set(KINDS) - WINDOWS
    assert all(holds_answers(field) for field in FIELDS)


def attempt(clean):
    """(what was cleaned, None), or (None, the sentence of the refusal). Any other error is a failure."""
    try:
        return clean(), None
    except Refused as refusal:
        return None, str(refusal)


def is_storable(value):
    """What PostgreSQL takes in a JSON column: no NUL, no half character."""
    written = json.dumps(value, ensure_ascii=False)
    written.encode()
    return "\\u0000" not in written and "\x00" not in written
