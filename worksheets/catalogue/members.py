from worksheets.schema import Instrument, LongText, People, Phase, Section

INSTRUMENT = Instrument(
    key="members",
    version=1,
    number="05",
    code="C-05",
    title="Questions pour y voir de plus près",
    short_title="Qui est à la table",
    purpose="Regarder qui compose le groupe, qui manque et vers qui se tourner.",
    instructions="Nommez de préférence des organismes, des groupes ou des fonctions. Une ligne par acteur suffit : "
    "vous préciserez plus tard comment l’approcher.",
    duration=30,
    phase=Phase.DURING,
    source="D’après la feuille « Questions pour y voir de plus près », Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="today",
            title="Le groupe d’aujourd’hui",
            fields=(
                LongText(
                    key="strengths_gaps",
                    label="Quelles sont les forces et les lacunes du groupe actuel?",
                    help="Pensez aux secteurs, aux parties du territoire, aux compétences et au temps disponible.",
                ),
            ),
        ),
        Section(
            key="others",
            title="Les autres",
            fields=(
                People(
                    key="absent",
                    label="Qui manque à la table? Qui devrait devenir membre?",
                ),
                People(
                    key="concerned",
                    label="Qui d’autre, dans le milieu, se soucie des mêmes problèmes?",
                    help="Même sans participer aux rencontres.",
                ),
                People(
                    key="to_mobilise",
                    label="Qui faudrait-il mobiliser?",
                    help="Pour une action précise ou pour un temps.",
                ),
                People(
                    key="needed",
                    label="De qui d’autre avons-nous besoin?",
                    help="Une compétence, une voix, un appui qui nous manque.",
                ),
            ),
        ),
    ),
)
