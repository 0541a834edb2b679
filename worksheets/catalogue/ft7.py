from worksheets.schema import Audience, Instrument, Phase, Plan, Section

INSTRUMENT = Instrument(
    key="ft7",
    version=1,
    number="17",
    code="FT7",
    title="FT7 Bâtir l’avenir",
    short_title="Bâtir l’avenir",
    purpose="Décider qui fait quoi, pour quand et avec quels moyens, afin que ce qui compte dure.",
    instructions="Sous chacune des quatre approches, notez les mesures que vous retenez. Une personne ou un "
    "organisme et une date par mesure : le reste peut attendre la prochaine rencontre.",
    duration=60,
    phase=Phase.FOLLOW_UP,
    source="D’après la feuille de travail 7 sur la pérennité, Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="plan",
            title="Notre plan",
            intro="Approche ou mesure, qui, quand, nos besoins.",
            fields=(Plan(key="plan", label="Les mesures de notre plan", audience=Audience.GROUP),),
        ),
    ),
)
