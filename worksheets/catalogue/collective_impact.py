from worksheets.schema import Instrument, LongText, Phase, Row, Scale, Section

INSTRUMENT = Instrument(
    key="collective_impact",
    version=1,
    number="19",
    code="C-19",
    title="Conditions de l’impact collectif",
    short_title="Impact collectif",
    purpose="Voir lesquelles des cinq conditions d’un changement à grande échelle sont réunies chez nous.",
    instructions="Pour chaque condition, situez le regroupement de 1 à 5, puis dites ce qui le montre. Un exemple "
    "récent vaut mieux qu’une longue explication.",
    duration=25,
    phase=Phase.DURING,
    source="D’après les cinq conditions de l’impact collectif, FSG, reprises par l’Espace de partage pour l’action "
    "concertée en petite enfance (agirtot.org).",
    rights="Énoncés dans nos mots, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="conditions",
            title="Les cinq conditions",
            row_noun="Condition",
            fields=(
                Scale(key="rating", label="Jusqu’où est-ce présent chez nous?"),
                LongText(key="evidence", label="Qu’est-ce qui le montre?", rows=2),
            ),
            rows=(
                Row(
                    key="shared_vision",
                    label="Vision commune du changement",
                    help="Tous les partenaires décrivent à peu près le même problème et le même changement souhaité.",
                ),
                Row(
                    key="reinforcing_actions",
                    label="Actions qui se renforcent",
                    help="Chacun fait sa part, et les parts s’additionnent au lieu de se répéter.",
                ),
                Row(
                    key="shared_learning",
                    label="Apprentissage et évaluation partagés",
                    help="Nous regardons ensemble les mêmes données et nous en tirons des leçons.",
                ),
                Row(
                    key="communication",
                    label="Communications soutenues",
                    help="Les échanges sont réguliers et ouverts, y compris entre les rencontres.",
                ),
                Row(
                    key="backbone",
                    label="Structure de soutien (coordination)",
                    help="Une équipe a le temps et le mandat de soutenir le travail de tous.",
                ),
            ),
        ),
    ),
)
