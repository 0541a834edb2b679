from worksheets.schema import (
    ActorChoice,
    Audience,
    Instrument,
    MultipleChoice,
    Option,
    Phase,
    Row,
    Scale,
    Section,
    ShortText,
)

STAGES = (
    Row(
        key="portrait",
        label="Portrait",
        help="Rassembler ce que nous savons du territoire, des familles et des services.",
    ),
    Row(
        key="diagnosis",
        label="Diagnostic",
        help="Dire ensemble ce que le portrait veut dire, et ce qui pose problème.",
    ),
    Row(
        key="vision",
        label="Vision commune",
        help="Une étape qui gagne à réunir largement\u00a0: ceux qui n’y étaient pas la porteront moins.",
    ),
    Row(
        key="priorities",
        label="Priorisation des actions",
        help="Une étape qui gagne à réunir largement\u00a0: choisir, c’est aussi renoncer, autant le faire ensemble.",
    ),
    Row(
        key="governance",
        label="Planification de la gouvernance",
        help="Un cercle plus restreint suffit souvent, s’il rend compte aux autres.",
    ),
    Row(
        key="implementation",
        label="Mise en œuvre",
        help="Chaque action a les siens\u00a0: tout le monde n’a pas à être partout.",
    ),
    Row(
        key="follow_up",
        label="Suivi des activités",
        help="Un petit groupe suit de près, et dit régulièrement aux autres où l’on en est.",
    ),
    Row(
        key="evaluation",
        label="Évaluation",
        help="Une étape qui gagne à réunir largement\u00a0: les leçons ne servent qu’à ceux qui les ont tirées.",
    ),
)
LEVERS = (
    Row(key="information", label="Information", help="Chacun sait ce qui se passe et ce qui se décide."),
    Row(key="communication", label="Communication", help="Les échanges vont dans les deux sens, et vite."),
    Row(key="motivation", label="Motivation", help="Chacun voit ce que sa présence change, et se sent reconnu."),
    Row(key="resources", label="Ressources", help="Du temps, de l’argent, des locaux, des appuis pour participer."),
)
BRAKES = (
    Option(key="context", label="Conjoncture défavorable", help="Une réforme, une élection, une crise."),
    Option(key="few_resources", label="Ressources insuffisantes", help="Il manque d’argent, de bras ou de locaux."),
    Option(key="no_time", label="Manque de temps", help="Les gens y croient, mais leur agenda déborde."),
    Option(key="no_leadership", label="Absence de leadership", help="Personne ne rassemble ni ne relance."),
    Option(key="turnover", label="Roulement du personnel", help="Les délégués changent, et tout est à réexpliquer."),
    Option(
        key="poor_information",
        label="Information déficiente",
        help="L’information circule mal, tard, ou seulement entre quelques-uns.",
    ),
    Option(key="partial_data", label="Données partielles", help="On décide sans bien voir ce qui se passe."),
)

INSTRUMENT = Instrument(
    key="stages",
    version=1,
    number="18",
    code="C-18",
    title="Garder la mobilisation à chaque étape",
    short_title="Mobilisation par étape",
    purpose="Voir où la mobilisation faiblit, qui garder avec nous à chaque étape, et sur quoi agir.",
    instructions="Pour chaque étape, situez la mobilisation d’aujourd’hui de 1 à 5. Le groupe choisit ensuite les "
    "acteurs à garder mobilisés. Une étape à venir peut rester sans réponse.",
    duration=40,
    phase=Phase.FOLLOW_UP,
    source="D’après «\u00a0Maintenir la collaboration et la concertation à toutes les étapes\u00a0», "
    "Communagir (2019).",
    rights="Énoncés dans nos mots, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="stages",
            title="Les huit étapes",
            row_noun="Étape",
            intro="Réunir tout le monde tout le temps épuise. La mobilisation a le plus besoin d’être large à la "
            "vision, aux priorités et à l’évaluation; un cercle plus étroit suffit souvent ailleurs.",
            fields=(
                Scale(
                    key="engagement",
                    label="La mobilisation, aujourd’hui",
                    low="Très faible",
                    high="Très forte",
                ),
                ActorChoice(
                    key="who",
                    label="Qui garder mobilisé?",
                    audience=Audience.GROUP,
                    counts=False,
                    limit=1000,
                ),
            ),
            rows=STAGES,
        ),
        Section(
            key="levers",
            title="Quatre leviers",
            row_noun="Levier",
            fields=(
                Scale(key="lever", label="Jusqu’où y veillons-nous?", low="Pas du tout", high="Tout à fait"),
                ShortText(key="note", label="Une note", counts=False),
            ),
            rows=LEVERS,
        ),
        Section(
            key="brakes",
            title="Ce qui freine",
            fields=(
                MultipleChoice(
                    key="brakes",
                    label="Qu’est-ce qui freine le plus la mobilisation chez nous?",
                    help="Choisissez-en trois au plus.",
                    options=BRAKES,
                    at_most=3,
                ),
            ),
        ),
    ),
)
