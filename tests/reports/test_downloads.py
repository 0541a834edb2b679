"""The names of the files that are sent."""

import pytest

from rlp_portal.reports.downloads import name_of_file


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Bilan – Que voulons-nous garder? – RLP des Berges.pdf",
            "Bilan – Que voulons-nous garder – RLP des Berges.pdf",
        ),
        ("Bilan – Atelier\u00a0: la suite – RLP.pdf", "Bilan – Atelier – la suite – RLP.pdf"),
        ("Plan 2026/2027 – 9\u00a0h.ics", "Plan 2026-2027 – 9 h.ics"),
        ("Qui / quoi – – « A » -- B*.csv", "Qui – quoi – « A » – B.csv"),
        ("FT3–FT6 l’Écho.pdf", "FT3–FT6 l’Écho.pdf"),
        ("Suite\u00a0:.pdf", "Suite.pdf"),
        ("a\tb\u200b.pdf", "a b.pdf"),
        ("???.pdf", "Document.pdf"),
        ("plan.pdf.exe.pdf", "plan.pdf.exe.pdf"),
    ],
)
def test_a_name_of_file_reads_as_its_words(name, expected):
    assert name_of_file(name) == expected
