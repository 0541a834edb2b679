from worksheets.codes import Strategy
from worksheets.schema import Instrument, LongText, Phase, Scale, Section

INSTRUMENT = Instrument(
    key="ft4",
    version=1,
    number="14",
    code="FT4",
    title="FT4 Changement des politiques",
    short_title="Changement des politiques",
    purpose="Voir quelles règles changer pour que les acquis durent.",
    instructions="Notez d’abord l’importance de cette stratégie, puis répondez aux questions qui vous parlent. "
    "Rien n’oblige à les remplir toutes.",
    duration=30,
    phase=Phase.AFTER,
    source="D’après la feuille de travail 4 sur la pérennité, Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    strategy=Strategy.POLICY,
    definition="Changer pour de bon ce qui encadre l’action : une règle, une loi, une politique, une norme de "
    "travail ou une pratique, dans les organismes comme dans la collectivité.",
    sections=(
        Section(
            key="importance",
            title="Importance",
            fields=(Scale(key="importance", label="Cette stratégie est-elle importante pour notre mission?"),),
        ),
        Section(
            key="questions",
            title="Questions",
            fields=(
                LongText(
                    key="general",
                    number="1",
                    label="Quels changements souhaitons-nous dans les politiques générales?",
                    help="Celles qui dépassent notre territoire : gouvernements, réseaux, bailleurs de fonds.",
                ),
                LongText(
                    key="local",
                    number="2",
                    label="Quels changements souhaitons-nous dans les politiques locales?",
                    help="Municipalités, MRC, écoles, CPE, organismes membres, et le regroupement lui-même.",
                ),
                LongText(
                    key="implement",
                    number="3",
                    label="Que faut-il faire pour les mettre en œuvre?",
                    help="Reprenez les changements notés aux questions 1 et 2.",
                ),
                LongText(
                    key="capacity",
                    number="4",
                    label="Comment renforcer notre capacité, et celle du milieu, à influencer les politiques?",
                ),
                LongText(
                    key="leverage",
                    number="5",
                    label="Comment le regroupement peut-il peser sur les décisions, "
                    "ou s’opposer à ce qui nuit à la mission?",
                ),
                LongText(
                    key="barriers",
                    number="6",
                    label="Quels obstacles faudra-t-il franchir?",
                ),
                LongText(
                    key="next_steps",
                    number="7",
                    label="Quelles sont les prochaines étapes?",
                ),
            ),
        ),
    ),
)
