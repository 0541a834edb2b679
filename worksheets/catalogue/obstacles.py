from worksheets.schema import Audience, Instrument, LongText, MultipleChoice, Option, Phase, Section

OBSTACLES = (
    Option(
        key="turf",
        label="La chasse gardée et la concurrence",
        help="Chaque organisme protège son territoire, sa clientèle ou son financement.",
    ),
    Option(
        key="history",
        label="Les histoires difficiles",
        help="D’anciens conflits ou des projets mal finis pèsent encore sur les échanges.",
    ),
    Option(
        key="inaction",
        label="L’inaction",
        help="On se réunit, on discute, et peu de choses se réalisent ensuite.",
    ),
    Option(
        key="no_vision",
        label="Le manque de vision commune",
        help="Chaque partenaire a sa propre idée de ce qu’il faut changer, et pour qui.",
    ),
    Option(
        key="no_leadership",
        label="Le manque de leadership axé sur la collaboration",
        help="Personne ne prend le rôle de rassembler, ou une seule voix décide pour les autres.",
    ),
    Option(
        key="thin_structure",
        label="Une structure organisationnelle minimale",
        help="Les rôles, les décisions et les suivis ne sont ni clairs ni écrits.",
    ),
    Option(
        key="costs",
        label="Des coûts supérieurs aux profits",
        help="Participer demande plus de temps et d’énergie que cela n’en rapporte.",
    ),
    Option(
        key="no_commitment",
        label="Le manque d’engagement personnel",
        help="Les gens viennent parce que leur organisme les délègue, sans s’y reconnaître.",
    ),
    Option(
        key="too_many",
        label="Un milieu qui compte trop de regroupements",
        help="Les mêmes personnes se croisent d’une table à l’autre et n’arrivent plus à suivre.",
    ),
    Option(key="other", label="Autre", help="Une préoccupation absente de la liste, en quelques mots."),
)

INSTRUMENT = Instrument(
    key="obstacles",
    version=1,
    number="03",
    code="C-03",
    title="Obstacles : vos plus grandes préoccupations",
    short_title="Obstacles",
    purpose="Nommer ce qui inquiète le plus le groupe, pour choisir par où commencer.",
    instructions="Choisissez jusqu’à trois obstacles, ceux qui vous préoccupent le plus aujourd’hui dans le "
    "regroupement. Ce sont des inquiétudes à partager, pas des reproches.",
    duration=20,
    phase=Phase.DURING,
    source="D’après la feuille « Obstacles », Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="worries",
            title="Nos préoccupations",
            fields=(
                MultipleChoice(
                    key="obstacles",
                    label="Quelles sont vos plus grandes préoccupations?",
                    help="Jusqu’à trois choix.",
                    options=OBSTACLES,
                    at_most=3,
                    other="other",
                ),
            ),
        ),
        Section(
            key="response",
            title="Notre réponse",
            fields=(
                LongText(
                    key="response",
                    label="Ce que nous ferons",
                    help="Pour chaque obstacle retenu, un premier geste à notre portée.",
                    audience=Audience.GROUP,
                ),
            ),
        ),
    ),
)
