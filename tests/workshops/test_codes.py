import pytest

from rlp_portal.workshops.codes import (
    NotACode,
    new_join_code,
    new_resume_code,
    new_token,
    read_code,
    read_resume_code,
    said_code,
)


@pytest.mark.parametrize(
    "typed",
    ["48291374", "4829 1374", " 4829\u00a01374 ", "4829-1374", "4 8 2 9 1 3 7 4", "4829.1374", "4829–1374"],
)
def test_a_code_is_read_however_it_is_spaced(typed):
    assert read_code(typed) == 48_291_374


def test_letters_that_look_like_digits_are_corrected():
    assert read_code("4O29 l37I") == 40_291_371


@pytest.mark.parametrize("typed", ["", None, "4829137", "482913745", "482", "4829 137"])
def test_a_code_has_eight_digits(typed):
    with pytest.raises(NotACode, match="^Le code compte 8\u00a0chiffres.$"):
        read_code(typed)


@pytest.mark.parametrize("typed", ["4829 13A4", "٤٨٢٩١٣٧٤", "4829137\x00"])
def test_a_code_holds_digits_alone(typed):
    with pytest.raises(NotACode, match="que des chiffres"):
        read_code(typed)


def test_a_code_is_said_four_and_four():
    assert said_code(48_291_374) == "4829\u00a01374"
    assert read_code(said_code(new_join_code())) >= 10_000_000


def test_a_resume_code_is_read_in_any_case():
    code = new_resume_code()

    assert len(code) == 4
    assert read_resume_code(f" {code[:2].lower()} {code[2:].lower()} ") == code


def test_a_token_is_of_128_bits_and_never_twice_the_same():
    assert len({new_token() for _ in range(1000)}) == 1000
    assert len(new_token()) == 22
