from worksheets.schema import Instrument, LongText, Phase, Row, Scale, Section

INSTRUMENT = Instrument(
    key="trust",
    version=1,
    number="20",
    code="C-20",
    title="La confiance dans le groupe",
    short_title="Confiance",
    purpose="Parler de la confiance du groupe en ses propres façons de faire, et de ce qui l’aiderait à grandir.",
    instructions="Répondez à propos du groupe, jamais d’un partenaire en particulier. Les quatre composantes "
    "se regardent une à une : on peut être très fiable et encore peu se connaître.",
    duration=20,
    phase=Phase.DURING,
    source="D’après les quatre composantes de la confiance, Espace de partage pour l’action concertée en petite "
    "enfance (agirtot.org).",
    rights="Énoncés dans nos mots, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="components",
            title="Les quatre composantes",
            row_noun="Composante",
            fields=(Scale(key="rating", label="Jusqu’où est-elle présente dans le groupe?"),),
            rows=(
                Row(
                    key="sincerity",
                    label="Sincérité",
                    help="On dit ce qu’on pense, y compris ce qui dérange, et on annonce ses intérêts.",
                ),
                Row(
                    key="reliability",
                    label="Fiabilité",
                    help="On fait ce qu’on a dit, et on prévient quand ce n’est plus possible.",
                ),
                Row(
                    key="competence",
                    label="Compétence",
                    help="Le groupe a, ou va chercher, le savoir-faire que demande ce qu’il entreprend.",
                ),
                Row(
                    key="benevolence",
                    label="Bienveillance",
                    help="On prend soin du bien des autres, même quand les intérêts diffèrent.",
                ),
            ),
        ),
        Section(
            key="growth",
            title="Pour la suite",
            fields=(
                LongText(
                    key="growth",
                    label="Qu’est-ce qui l’aiderait à grandir?",
                    help="Une façon de faire à changer ou à garder, sans nommer de partenaire.",
                ),
            ),
        ),
    ),
)
