from worksheets.codes import Strategy
from worksheets.schema import Instrument, LongText, ObjectChoice, Phase, Scale, Section

INSTRUMENT = Instrument(
    key="ft3",
    version=1,
    number="13",
    code="FT3",
    title="FT3 Institutionnalisation",
    short_title="Institutionnalisation",
    purpose="Trouver quels organismes du milieu peuvent reprendre nos activités et les porter.",
    instructions="Notez d’abord l’importance de cette stratégie, puis répondez aux questions qui vous parlent. "
    "Rien n’oblige à les remplir toutes.",
    duration=30,
    phase=Phase.AFTER,
    source="D’après la feuille de travail 3 sur la pérennité, Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    strategy=Strategy.INSTITUTIONALISATION,
    definition="Nos activités passent peu à peu entre les mains d’organismes du milieu, qui en deviennent "
    "responsables et les inscrivent dans leur fonctionnement.",
    reasons=(
        "Un organisme associé dès le début prend plus volontiers le relais : il connaît l’action et s’y reconnaît.",
        "Quand le milieu mène, les programmes restent ajustés à ce que vivent les familles et à ce que le "
        "territoire peut offrir.",
    ),
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
                ObjectChoice(
                    key="projects",
                    number="1",
                    label="Quels projets voulons-nous institutionnaliser?",
                    help="Cochez des objets de votre liste (FT1) ou écrivez librement.",
                ),
                LongText(
                    key="adopters",
                    number="2",
                    label="Quels organismes pourraient les adopter?",
                    help="Ceux dont la mission, les lieux ou le personnel s’y prêtent déjà.",
                ),
                LongText(
                    key="involve",
                    number="3",
                    label="Comment les faire participer?",
                    help="Par quelle invitation, quel essai, quelle place dans les décisions?",
                ),
                LongText(
                    key="commitment",
                    number="4",
                    label="Jusqu’où les partenaires s’engagent-ils dans ce transfert?",
                    help="Intention, appui ponctuel, budget, entente écrite : où en est chacun?",
                ),
            ),
        ),
    ),
)
