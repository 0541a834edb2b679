from worksheets.codes import Strategy
from worksheets.schema import Instrument, LongText, Phase, Scale, Section

INSTRUMENT = Instrument(
    key="ft5",
    version=1,
    number="15",
    code="FT5",
    title="FT5 Appropriation par la collectivité",
    short_title="Appropriation par la collectivité",
    purpose="Voir comment les gens du milieu peuvent porter nos actions et changer les habitudes.",
    instructions="Notez d’abord l’importance de cette stratégie, puis répondez aux questions qui vous parlent. "
    "Rien n’oblige à les remplir toutes.",
    duration=35,
    phase=Phase.AFTER,
    source="D’après la feuille de travail 5 sur la pérennité, Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    strategy=Strategy.COMMUNITY,
    definition="Les gens d’ici se mobilisent : ils prennent à leur compte certaines actions, les font vivre et font "
    "évoluer ce que la communauté trouve normal.",
    reasons=(
        "Des gens bien informés changent d’abord leurs propres gestes, et ces gestes servent la mission.",
        "Un milieu mobilisé sait répondre quand un message public va contre ce que nous défendons.",
        "Des citoyennes et citoyens qui s’organisent peuvent prendre en main une activité et la faire durer.",
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
                    key="norms",
                    number="1",
                    label="Quelles normes voulons-nous changer?",
                    help="Une norme sociale : ce que la plupart des gens font ou approuvent sans y penser.",
                ),
                LongText(
                    key="influencers",
                    number="2",
                    label="Qui, dans le milieu, peut agir sur ces normes?",
                    about_people=True,
                ),
                LongText(
                    key="mobilise",
                    number="3",
                    label="Comment les mobiliser?",
                    about_people=True,
                ),
                LongText(
                    key="activities",
                    number="4",
                    label="Quelles activités voudrions-nous voir le milieu s’approprier?",
                ),
                LongText(
                    key="citizens",
                    number="5",
                    label="Des citoyennes et citoyens sont-ils déjà mobilisés?",
                    help="Dites qui, pour quoi et depuis quand, sans nommer de personnes si vous préférez.",
                    about_people=True,
                ),
                LongText(
                    key="assets",
                    number="6",
                    label="Comment avons-nous évalué les ressources du milieu?",
                    help="Lieux, talents, groupes, savoirs : comment les connaissons-nous?",
                ),
                LongText(
                    key="media",
                    number="7",
                    label="Comment sensibiliser et associer les médias?",
                ),
            ),
        ),
    ),
)
