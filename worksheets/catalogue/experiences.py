from worksheets.schema import Audience, Instrument, Lines, LongText, Phase, Section

INSTRUMENT = Instrument(
    key="experiences",
    version=1,
    number="01",
    code="C-01",
    title="Expériences de regroupement",
    short_title="Expériences",
    purpose="Partir de ce que chaque personne a vécu pour voir ce qui aide un regroupement et ce qui lui nuit.",
    instructions="Pensez à des regroupements que vous avez connus, ici ou ailleurs. Racontez en quelques phrases, "
    "sans nommer de personnes, puis dites ce qui, selon vous, explique la suite.",
    duration=25,
    phase=Phase.BEFORE,
    source="D’après la feuille « Expériences de regroupement de partenaires », Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="positive",
            title="Ce qui a bien marché",
            fields=(
                LongText(
                    key="positive",
                    label="Racontez une expérience de regroupement qui a bien marché.",
                    help="Un comité, une table, un projet mené à plusieurs : ce qui vous vient en premier.",
                ),
                LongText(key="positive_why", label="Qu’est-ce qui l’a fait marcher?"),
            ),
        ),
        Section(
            key="difficult",
            title="Ce qui a été difficile",
            fields=(
                LongText(
                    key="difficult",
                    label="Racontez une expérience de regroupement qui a été difficile.",
                    help="Décrivez la situation plutôt que les personnes.",
                ),
                LongText(key="difficult_why", label="Qu’est-ce qui l’a rendue difficile?"),
            ),
        ),
        Section(
            key="lessons",
            title="Ce que nous en retenons",
            intro="À remplir ensemble, une fois les expériences mises en commun.",
            fields=(
                Lines(
                    key="winning_conditions",
                    label="Nos conditions gagnantes",
                    help="Ce que nous voulons réunir chaque fois.",
                    audience=Audience.GROUP,
                ),
                Lines(
                    key="pitfalls",
                    label="Nos pièges à éviter",
                    help="Ce que nous voulons voir venir.",
                    audience=Audience.GROUP,
                ),
            ),
        ),
    ),
)
