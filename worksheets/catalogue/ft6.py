from worksheets.codes import Strategy
from worksheets.schema import Instrument, LongText, MultipleChoice, Option, Phase, Scale, Section

SOURCES = (
    Option(key="municipal", label="Subvention municipale"),
    Option(key="provincial", label="Subvention provinciale"),
    Option(key="federal", label="Subvention fédérale"),
    Option(key="foundations", label="Fondations"),
    Option(key="fees", label="Frais de service"),
    Option(key="other", label="Autre"),
)

INSTRUMENT = Instrument(
    key="ft6",
    version=1,
    number="16",
    code="FT6",
    title="FT6 Trouver des ressources",
    short_title="Ressources",
    purpose="Chercher l’argent, le matériel et les personnes nécessaires, sans en faire notre seul espoir.",
    instructions="Notez d’abord l’importance de cette stratégie, puis répondez aux questions qui vous parlent. "
    "Rien n’oblige à les remplir toutes.",
    duration=30,
    phase=Phase.AFTER,
    source="D’après la feuille de travail 6 sur la pérennité, Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    strategy=Strategy.RESOURCES,
    definition="Réunir ce qu’il faut pour que nos activités continuent : "
    "de l’argent, du matériel, des lieux et des personnes.",
    reasons=(
        "L’argent compte, mais il ne devrait pas être notre seule stratégie. Quand tout repose sur la prochaine "
        "subvention, on oublie que des organismes, des règles et des gens du milieu peuvent aussi porter une action. "
        "Et bien des initiatives utiles n’ont jamais trouvé leur financement.",
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
                LongText(
                    key="needed",
                    number="1",
                    label="De quelles ressources nos activités ont-elles besoin?",
                ),
                LongText(
                    key="fundable",
                    number="2",
                    label="Quelles activités peuvent continuer avec du financement?",
                    help="Et lesquelles continueraient sans?",
                ),
                LongText(
                    key="where",
                    number="3",
                    label="Où trouver ce financement?",
                ),
                MultipleChoice(
                    key="sources",
                    number="4",
                    label="Lesquelles pourrions-nous solliciter?",
                    help="Cochez toutes les sources à votre portée.",
                    options=SOURCES,
                    other="other",
                ),
                LongText(
                    key="in_kind",
                    number="5",
                    label="Quelle part peut venir de dons en nature (local, personnel…)?",
                ),
                LongText(
                    key="in_kind_from",
                    number="6",
                    label="À qui les demander?",
                    about_people=True,
                ),
            ),
        ),
    ),
)
