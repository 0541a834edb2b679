from worksheets.codes import Circle
from worksheets.schema import Audience, Instrument, Phase, Section, SectorWheel

INSTRUMENT = Instrument(
    key="informal_sectors",
    version=1,
    number="07",
    code="C-07",
    title="Diagramme du secteur informel",
    short_title="Secteur informel",
    purpose="Rendre visibles les personnes et les groupes sans mandat officiel qui comptent pour les familles.",
    instructions="Nommez un secteur dans chaque pointe. Pour chacun, notez a) les acteurs déjà impliqués et b) ceux "
    "qu’il faudrait mobiliser. Nommez des groupes ou des rôles («\u00a0les grands-parents du quartier\u00a0»), "
    "plutôt que des personnes.",
    duration=30,
    phase=Phase.DURING,
    source="D’après la feuille «\u00a0Diagramme du secteur informel\u00a0», Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="wheel",
            title="Le diagramme",
            intro="Les parents, les voisins, les groupes d’entraide\u00a0: ceux qui agissent sans mandat.",
            fields=(
                SectorWheel(
                    key="wheel",
                    label="Les secteurs informels et leurs acteurs",
                    circle=Circle.INFORMAL.value,
                    audience=Audience.GROUP,
                ),
            ),
        ),
    ),
)
