from worksheets.codes import MobilisationLevel
from worksheets.schema import (
    Audience,
    Instrument,
    LongText,
    Option,
    Phase,
    ProposedLevel,
    Row,
    Section,
    SingleChoice,
)

FREQUENCIES = (
    Option(key="often", label="Souvent"),
    Option(key="sometimes", label="Parfois"),
    Option(key="rarely", label="Presque jamais"),
)

INSTRUMENT = Instrument(
    key="continuum",
    version=1,
    number="02",
    code="C-02",
    title="Continuum de collaboration",
    short_title="Continuum",
    purpose="Voir comment nous travaillons ensemble aujourd’hui, et ce que nous aimerions faire plus souvent.",
    instructions="Pour chaque niveau, dites d’abord ce que vous faites (X), puis ce que vous aimeriez faire (O). "
    "Les fonctions s’ajoutent d’un niveau à l’autre. Aucun niveau n’est meilleur : tout dépend du but poursuivi.",
    duration=30,
    phase=Phase.DURING,
    source="D’après la feuille « Continuum de collaboration », Tom Wolff & Associates, et les niveaux décrits par "
    "Arthur Himmelman.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="levels",
            title="Les quatre niveaux",
            row_noun="Niveau",
            fields=(
                SingleChoice(key="today", label="Nous le faisons…", options=FREQUENCIES),
                SingleChoice(key="wished", label="Nous aimerions le faire…", options=FREQUENCIES, counts=False),
            ),
            rows=(
                Row(
                    key="networking",
                    label="Réseautage",
                    help="Échange de renseignements. Demande peu de temps et une confiance de départ; chaque "
                    "organisme garde son terrain.",
                ),
                Row(
                    key="coordination",
                    label="Coordination",
                    help="+ modification des activités. Demande plus de temps et de confiance; les terrains restent "
                    "distincts, mais on s’ajuste.",
                ),
                Row(
                    key="cooperation",
                    label="Coopération",
                    help="+ partage des ressources. Demande beaucoup de temps, une grande confiance et des ententes; "
                    "on se prête une partie de son terrain.",
                ),
                Row(
                    key="collaboration",
                    label="Collaboration",
                    help="+ amélioration des capacités. Demande une confiance très solide : chacun aide les autres à "
                    "devenir meilleurs, et le terrain devient commun.",
                ),
            ),
        ),
        Section(
            key="next",
            title="Pour la suite",
            fields=(
                LongText(key="changes", label="Que pourrions-nous changer dans ce que nous faisons?"),
                LongText(key="measures", label="Que faire pour arriver à ce que nous souhaitons?"),
            ),
        ),
        Section(
            key="rating",
            title="Notre cote de mobilisation",
            intro="La grille propose, le groupe décide. La proposition et la décision sont gardées toutes les deux.",
            fields=(
                ProposedLevel(
                    key="rating",
                    label="Quelle cote le groupe note-t-il?",
                    help="Elle s’inscrit, à la date du jour, dans l’évolution de la mobilisation du regroupement.",
                    audience=Audience.GROUP,
                    reads="today",
                    options=tuple(
                        Option(key=str(level.value), label=f"{level.value} – {level.label}")
                        for level in MobilisationLevel
                    ),
                ),
            ),
        ),
    ),
)
