from worksheets.schema import Audience, Date, Instrument, LongText, Phase, Row, Section, ShortText

THEMES = range(1, 6)
SUBGROUPS = range(1, 7)


def theme(number):
    """One of the five main changes or results: its name, then one line about it."""
    return (
        ShortText(
            key=f"theme_{number}",
            label=f"Thème {number}",
            help="Un changement ou un résultat important, en quelques mots." if number == 1 else "",
            audience=Audience.GROUP,
            limit=70,
            suggested=70,
        ),
        ShortText(
            key=f"theme_{number}_text",
            label=f"Thème {number}, en une phrase ou deux",
            audience=Audience.GROUP,
            limit=300,
            counts=False,
        ),
    )


INSTRUMENT = Instrument(
    key="vision",
    version=1,
    number="10",
    code="C-10",
    title="Outil pour une vision commune",
    short_title="Vision commune",
    purpose="Imaginer ensemble ce que nous aurons changé dans deux ans, et le dire comme un journal le dirait.",
    instructions="Imaginez : dans deux ans, le journal local met votre travail à la une. Répondez d’abord seul, en "
    "quelques lignes. Préparez ensuite votre une en équipe, puis présentez-la aux autres équipes.",
    duration=45,
    phase=Phase.DURING,
    source="D’après l’outil « Élaborer une vision commune », Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="reflection",
            title="Dans deux ans",
            fields=(
                LongText(
                    key="scenario",
                    label="Notre scénario",
                    help="Le texte proposé convient à la plupart des groupes. Écrivez le vôtre pour le remplacer.",
                    audience=Audience.GROUP,
                    counts=False,
                    limit=1000,
                    rows=2,
                ),
                LongText(
                    key="changes",
                    number="1",
                    label="Qu’est-ce qui a changé dans la collectivité? Qu’est-ce qui vient de votre travail?",
                ),
                LongText(
                    key="partners",
                    number="2",
                    label="Qui ont été vos partenaires? Des regroupements sont-ils nés?",
                ),
                LongText(
                    key="programmes",
                    number="3",
                    label="Quels programmes ou services ont vu le jour?",
                ),
                LongText(
                    key="policy_actors",
                    number="4",
                    label="Qui travaille à changer les politiques, et comment?",
                ),
            ),
        ),
        Section(
            key="front_pages",
            title="La une du journal",
            intro="Chaque équipe compose sa une : six au plus. La page se remplit à mesure que vous écrivez.",
            row_noun="Une",
            layout="front_pages",
            fields=(
                ShortText(
                    key="newspaper",
                    label="Nom du journal",
                    audience=Audience.GROUP,
                    limit=60,
                    suggested=60,
                    counts=False,
                ),
                Date(key="date", label="Date du journal", audience=Audience.GROUP, counts=False),
                ShortText(
                    key="headline",
                    label="Le grand titre",
                    help="70 signes au plus, comme dans un vrai journal.",
                    audience=Audience.GROUP,
                    limit=70,
                    suggested=70,
                ),
                *(asked for number in THEMES for asked in theme(number)),
                LongText(
                    key="lead",
                    label="Le premier paragraphe de l’article",
                    audience=Audience.GROUP,
                    limit=1000,
                    counts=False,
                ),
            ),
            rows=tuple(Row(key=f"g{number}", label=f"Une {number}", is_extra=number > 1) for number in SUBGROUPS),
        ),
    ),
)
