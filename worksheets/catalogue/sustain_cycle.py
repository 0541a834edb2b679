from worksheets.codes import ObjectCode, Strategy
from worksheets.schema import Instrument, LongText, Option, Phase, Row, Section, SingleChoice

MOMENTS = (
    Option(key="done", label="Déjà fait"),
    Option(key="in_progress", label="En cours"),
    Option(key="planned", label="Prévu"),
    Option(key="no", label="Non"),
)

INSTRUMENT = Instrument(
    key="sustain_cycle",
    version=1,
    number="22",
    code="C-22",
    title="La pérennité à chaque étape du cycle",
    short_title="Cycle de la pérennité",
    purpose="Faire le point sur ce qui dure déjà, et se poser la question de la durée à chaque étape.",
    instructions="Croisez d’abord ce que vous voulez faire durer avec les quatre stratégies : dites où vous en êtes. "
    "Répondez ensuite à une question par étape. Une case vide ou un « non » n’est pas un retard.",
    duration=40,
    phase=Phase.FOLLOW_UP,
    source="D’après les étapes du cycle de planification de l’action collective, Espace de partage pour l’action "
    "concertée en petite enfance (agirtot.org), et les quatre stratégies de pérennité, Tom Wolff & Associates.",
    rights="Énoncés dans nos mots; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="grid",
            title="Où en sommes-nous?",
            intro="C’est votre propre constat. La conseillère fait le sien à part, à partir de vos plans.",
            row_noun="Ce qui doit durer",
            fields=tuple(
                SingleChoice(key=strategy.value, label=strategy.label, options=MOMENTS) for strategy in Strategy
            ),
            rows=tuple(Row(key=code.value, label=code.label) for code in ObjectCode),
        ),
        Section(
            key="stages",
            title="Une question par étape",
            fields=(
                LongText(
                    key="intention",
                    number="1",
                    label="Intention : que voulons-nous voir durer, et pourquoi?",
                ),
                LongText(
                    key="situation",
                    number="2",
                    label="État de situation et analyse : qu’est-ce qui dure déjà, et qu’est-ce qui est fragile?",
                ),
                LongText(
                    key="planning",
                    number="3",
                    label="Planification : que prévoyons-nous dès maintenant pour que cela dure?",
                ),
                LongText(
                    key="implementation",
                    number="4",
                    label="Mise en œuvre et suivis : qui reprend quoi, et à quoi verrons-nous que cela tient?",
                ),
                LongText(
                    key="evaluation",
                    number="5",
                    label="Évaluation et apprentissages : qu’est-ce qui doit continuer, changer ou s’arrêter?",
                ),
            ),
        ),
    ),
)
