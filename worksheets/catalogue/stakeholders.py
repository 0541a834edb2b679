from worksheets.schema import Audience, Instrument, Phase, Section, StakeholderMatrix

INSTRUMENT = Instrument(
    key="stakeholders",
    version=1,
    number="09",
    code="C-09",
    title="Analyse des acteurs",
    short_title="Analyse des acteurs",
    purpose="Préparer l’approche de chaque acteur\u00a0: ce qu’il apporte, ce qu’il y gagne, qui lui parle.",
    instructions="Choisissez quelques acteurs de vos diagrammes et répondez aux sept questions pour chacun. "
    "Nommez de préférence des organismes ou des groupes, plutôt que des personnes\u00a0: ce que vous écrivez d’eux "
    "reste dans le groupe, sauf si vous choisissez de le partager.",
    duration=45,
    phase=Phase.AFTER,
    source="D’après la feuille «\u00a0Analyse des acteurs du secteur\u00a0», Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    definition="Un acteur est un organisme, un groupe ou une personne qui peut influencer ce que vivent les familles "
    "du territoire, ou que les décisions du regroupement touchent de près.",
    sections=(
        Section(
            key="matrix",
            title="Les acteurs",
            fields=(
                StakeholderMatrix(key="matrix", label="Ce que nous savons de chaque acteur", audience=Audience.GROUP),
            ),
        ),
    ),
)
