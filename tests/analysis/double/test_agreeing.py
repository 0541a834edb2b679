from types import SimpleNamespace

from rlp_portal.analysis import codebook
from rlp_portal.analysis.double.agreeing import agreement_by_code
from rlp_portal.analysis.double.queries import TwoReadings

SENTENCES = [(0, 10), (11, 20), (21, 30), (31, 40)]


def coded(start, end, objects="", strategies="", moment=""):
    excerpt = SimpleNamespace(start=start, end=end)
    return SimpleNamespace(
        excerpt=excerpt, object_keys=objects.split(), strategy_keys=strategies.split(), moment=moment
    )


def found(readings):
    lines = agreement_by_code(readings, codebook.latest())
    return {one.code.key: (one.said.n, one.said.agreed, one.said.both, one.said.one_only) for one in lines}


def test_every_code_of_the_book_has_its_line():
    assert set(found([])) == set(codebook.latest().by_key)
    assert set(found([]).values()) == {(0, 0, 0, 0)}


def test_unit_is_the_sentence_and_a_passage_touches_each_that_it_overlaps():
    first = [coded(0, 20, "A", "resources.money", "planned")]
    second = [coded(5, 8, "A R", "resources", "planned"), coded(31, 40, "A")]

    said = found([TwoReadings(SENTENCES, first, second)])

    assert said["A"] == (4, 2, 1, 2)  # sentences 1 · 2 of one only · none · 4 of the other only
    assert said["R"] == (4, 3, 0, 1)
    assert said["resources"] == (4, 3, 1, 1)
    assert said["resources.money"] == (4, 2, 0, 2)
    assert said["planned"] == (4, 3, 1, 1)


def test_documents_add_up():
    one = TwoReadings(SENTENCES, [coded(0, 10, "A")], [coded(0, 10, "A")])

    assert found([one, one])["A"] == (8, 8, 2, 0)
