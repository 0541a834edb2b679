from worksheets.codes import Circle
from worksheets.schema import Audience, Instrument, Phase, Section, SectorWheel

INSTRUMENT = Instrument(
    key="formal_sectors",
    version=1,
    number="06",
    code="C-06",
    title="Diagramme du secteur formel",
    short_title="Secteur formel",
    purpose="Voir d’un coup d’œil quels organismes du territoire sont à la table, et lesquels restent à mobiliser.",
    instructions="Nommez un secteur dans chaque pointe. Pour chacun, notez a) les acteurs déjà impliqués et b) ceux "
    "qu’il faudrait mobiliser. Une pointe vide dit aussi quelque chose\u00a0: laissez-la si personne ne vient à "
    "l’esprit.",
    duration=30,
    phase=Phase.DURING,
    source="D’après la feuille «\u00a0Diagramme du secteur formel\u00a0», Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="wheel",
            title="Le diagramme",
            intro="Les organismes et les institutions qui ont un mandat, une mission, une adresse.",
            fields=(
                SectorWheel(
                    key="wheel",
                    label="Les secteurs formels et leurs acteurs",
                    circle=Circle.FORMAL.value,
                    audience=Audience.GROUP,
                ),
            ),
        ),
    ),
)
