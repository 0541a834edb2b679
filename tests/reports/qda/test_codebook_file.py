from lxml import etree

from rlp_portal.analysis import codebook
from rlp_portal.reports.qda.codebook_file import SPACE, qdc_of, table_of
from tests.reports.qda import structure

CODES = codebook.latest()


def test_codebook_follows_the_standard():
    root = etree.fromstring(qdc_of(CODES))
    [codes] = root
    project = etree.fromstring(etree.tostring(codes).decode().replace(SPACE, structure.SPACE.strip("{}")))

    assert (root.tag, dict(root.attrib)) == (f"{{{SPACE}}}CodeBook", {"origin": "Portail RLP"})
    assert structure.faults_within(project) == []


def test_every_code_is_there_under_its_own():
    names = [one.get("name") for one in etree.fromstring(qdc_of(CODES)).iter(f"{{{SPACE}}}Code")]

    assert len(names) == 4 + 5 + 4 + 13 + 3 + 3
    assert names[:3] == ["Objets", "A – Activités et programmes", "R – Relations et collaborations"]


def test_table_has_a_line_for_each_code():
    rows = table_of(CODES).rows

    assert [row[1] for row in rows][:10] == ["A", "R", "S", "P", "C", "1", "1a", "1b", "1c", "1d"]
    assert len(rows) == 5 + 4 + 13 + 3
