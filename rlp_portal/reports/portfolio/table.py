"""The portfolio as a table, for the filters that the page has."""

from django.utils import timezone

from rlp_portal.analysis.portfolio.queries import followed_by, with_glances
from rlp_portal.reports.exports.tables import Column, Table

TITLES = [
    ("Regroupement", 40), ("Région", 28), ("Dernière activité", 12), ("Démarche", 30), ("Version", 8),
    ("Partagée le", 12), ("Ouverte", 8), ("Avant", 14), ("Atelier", 14), ("Bilan", 14), ("Plan", 14), ("Suivi", 14),
    ("Cote", 6), ("Cote notée le", 12), ("Documents déposés", 10), ("Documents codés", 10), ("Mesures", 10),
    ("Mesures faites", 10), ("Mesures en retard", 10), ("Issues d’atelier notées", 10),
]  # fmt: skip
AT_A_TIME = 100


def portfolio_table(advisor, filters):
    """In the order of the page; what is not opened yet is not read."""
    every = list(followed_by(advisor, filters))
    parts = [every[at : at + AT_A_TIME] for at in range(0, len(every), AT_A_TIME)]
    rows = [row_of(rlp) for part in parts for rlp in with_glances(part)]
    return Table(title="Portefeuille", columns=[Column(*one) for one in TITLES], rows=rows)


def row_of(rlp):
    glance = rlp.glance
    return (
        rlp.name,
        rlp.get_region_display(),
        rlp.active_on,
        rlp.round_title or "",
        rlp.version_number,
        timezone.localdate(rlp.shared_at) if rlp.shared_at else None,
        "" if rlp.version_id is None else "oui" if rlp.is_opened else "non",
        *[dot.said.partition("\u00a0: ")[2] if rlp.is_opened else "" for dot in glance.dots],
        rlp.level,
        rlp.rated_on,
        rlp.deposited,
        rlp.coded,
        glance.measures,
        glance.done,
        glance.late if glance.measures is not None else None,
        glance.outcomes,
    )
