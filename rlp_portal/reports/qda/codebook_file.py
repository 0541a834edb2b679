"""The codebook as files: .qdc for analysis software, a table for a spreadsheet."""

from lxml import etree

from rlp_portal.reports.exports.tables import Column, Table
from rlp_portal.reports.qda.codes import codes_element

SPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Portail RLP"
COLUMNS = [
    Column("Famille", 16),
    Column("Signe", 8),
    Column("Code", 40),
    Column("Stratégie", 30),
    Column("Définition", 60),
    Column("Exemple", 60),
    Column("Et non", 60),
]


def qdc_of(codebook):
    root = etree.Element(f"{{{SPACE}}}CodeBook", {"origin": ORIGIN}, nsmap={None: SPACE})
    root.append(codes_element(codebook, SPACE))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def table_of(codebook):
    rows = [row_of("Objet", code.sign, code) for code in codebook.objects]
    for strategy in codebook.strategies:
        rows.append(row_of("Stratégie", strategy.sign, strategy))
        rows += [row_of("Sous-stratégie", strategy.sign + sub.sign, sub, strategy.name) for sub in strategy.subs]
    rows += [row_of("Moment", code.sign, code) for code in codebook.moments]
    return Table(title=f"Lexique des codes, version {codebook.version}", columns=COLUMNS, rows=rows)


def row_of(family, sign, code, strategy=""):
    return (family, sign, code.name, strategy, code.definition, code.example, code.counter_example)
