from worksheets.codes import MobilisationLevel
from worksheets.schema import Instrument, Phase, Row, Scale, Section, ShortText

INSTRUMENT = Instrument(
    key="partnership_wheel",
    version=1,
    number="21",
    code="C-21",
    title="Roue d’appréciation du partenariat",
    short_title="Roue du partenariat",
    purpose="Apprécier ensemble six conditions qui font agir un partenariat, et en parler.",
    instructions="Pour chaque condition, situez le partenariat de 1 à 5, et ajoutez quelques mots. Deux groupes "
    "peuvent se comparer, ou le même groupe à deux moments. L’écart entre les réponses dit plus que leur hauteur.",
    duration=30,
    phase=Phase.DURING,
    source="D’après l’Outil diagnostique de l’action en partenariat, Chaire CACIS (2014), et la Roue d’appréciation "
    "de l’action en partenariat, St-Louis et Bilodeau (2019).",
    rights="Énoncés dans nos mots, à partir des mêmes conditions; la source est citée sur chaque feuille.",
    suits_from=MobilisationLevel.COORDINATION.value,
    otherwise="Votre regroupement se situe au réseautage. Cette roue convient surtout à un groupe qui porte un "
    "projet commun, avec des ressources. Vous pouvez la remplir quand même; ces feuilles vous serviront peut-être "
    "mieux :",
    offers=("continuum", "experiences", "members"),
    sections=(
        Section(
            key="conditions",
            title="Les six conditions",
            row_noun="Condition",
            fields=(
                Scale(key="rating", label="Jusqu’où est-ce vrai pour nous?"),
                ShortText(key="note", label="En quelques mots", counts=False),
            ),
            rows=(
                Row(
                    key="diversity",
                    label="Diversité des points de vue",
                    help="Les points de vue utiles à la situation sont là, même ceux qui bousculent.",
                ),
                Row(
                    key="early_engagement",
                    label="Engagement dès les décisions stratégiques",
                    help="Les partenaires décident ensemble des orientations, et pas seulement des détails.",
                ),
                Row(
                    key="influence",
                    label="Pouvoir de négocier et d’influencer",
                    help="Chaque partenaire peut faire valoir ce qui compte pour lui et changer une décision.",
                ),
                Row(
                    key="strategic_actors",
                    label="Présence des acteurs stratégiques",
                    help="Les acteurs dont dépend la suite, et qui peuvent s’engager, sont autour de la table.",
                ),
                Row(
                    key="equality",
                    label="Égalité dans les rapports",
                    help="L’apport de chacun compte, quels que soient sa taille, son statut ou son financement.",
                ),
                Row(
                    key="shared_construction",
                    label="Construction commune de l’action",
                    help="Le projet se transforme avec les partenaires; il n’appartient à personne en propre.",
                ),
            ),
        ),
    ),
)
