from worksheets.codes import ObjectCode
from worksheets.schema import Audience, Instrument, KeptObjects, LongText, Phase, Section

INSTRUMENT = Instrument(
    key="ft1",
    version=1,
    number="11",
    code="FT1",
    title="FT1 Résultats dans la collectivité et à l’extérieur",
    short_title="Résultats à l’extérieur",
    purpose="Faire le tour de ce que le travail du regroupement a produit, et choisir ce qui mérite de durer.",
    instructions="Passez les lignes une à une. Notez les résultats dont vous êtes témoins, puis gardez comme "
    "objets à pérenniser les parties qui doivent continuer, se transformer ou s’arrêter.",
    duration=45,
    phase=Phase.AFTER,
    source="D’après la feuille de travail 1 sur la pérennité, Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="activities",
            title="Activités dans la collectivité",
            intro="Quelles parties faut-il pérenniser? Répondez pour chaque ligne.",
            fields=(
                LongText(
                    key="programmes",
                    label="Projets et programmes",
                    help="Par exemple : ateliers, animations, services offerts aux familles.",
                ),
                KeptObjects(
                    key="programmes_kept",
                    label="Objets à pérenniser : projets et programmes",
                    line="programmes",
                    preset_code=ObjectCode.ACTIVITIES,
                    audience=Audience.GROUP,
                ),
                LongText(
                    key="policies",
                    label="Politiques",
                    help="Par exemple : règlements, ententes, politiques familiales ou internes.",
                ),
                KeptObjects(
                    key="policies_kept",
                    label="Objets à pérenniser : politiques",
                    line="policies",
                    preset_code=ObjectCode.PRACTICES,
                    audience=Audience.GROUP,
                ),
                LongText(
                    key="systems",
                    label="Changements systémiques et environnementaux (déterminants sociaux)",
                    help="Par exemple : transport, logement, revenu, lieux et accès aux services.",
                ),
                KeptObjects(
                    key="systems_kept",
                    label="Objets à pérenniser : changements systémiques et environnementaux",
                    line="systems",
                    preset_code=ObjectCode.PRACTICES,
                    audience=Audience.GROUP,
                ),
                LongText(
                    key="practices",
                    label="Pratiques",
                    help="Par exemple : façons de faire adoptées par les organismes et leurs équipes.",
                ),
                KeptObjects(
                    key="practices_kept",
                    label="Objets à pérenniser : pratiques",
                    line="practices",
                    preset_code=ObjectCode.PRACTICES,
                    audience=Audience.GROUP,
                ),
                LongText(
                    key="norms",
                    label="Changements des normes de la communauté",
                    help="Par exemple : ce que les gens d’ici trouvent maintenant normal.",
                ),
                KeptObjects(
                    key="norms_kept",
                    label="Objets à pérenniser : changements des normes de la communauté",
                    line="norms",
                    preset_code=ObjectCode.CAUSE,
                    audience=Audience.GROUP,
                ),
            ),
        ),
        Section(
            key="partnerships",
            title="Relations et partenariats",
            intro="Quelles parties faut-il pérenniser? Répondez pour chaque ligne.",
            fields=(
                LongText(
                    key="relations",
                    label="Relations",
                    help="Par exemple : liens de confiance, habitudes de travail entre partenaires.",
                ),
                KeptObjects(
                    key="relations_kept",
                    label="Objets à pérenniser : relations",
                    line="relations",
                    preset_code=ObjectCode.RELATIONS,
                    audience=Audience.GROUP,
                ),
                LongText(
                    key="new_partnerships",
                    label="Nouveaux partenariats",
                    help="Par exemple : organismes qui travaillent ensemble depuis peu.",
                ),
                KeptObjects(
                    key="new_partnerships_kept",
                    label="Objets à pérenniser : nouveaux partenariats",
                    line="new_partnerships",
                    preset_code=ObjectCode.RELATIONS,
                    audience=Audience.GROUP,
                ),
            ),
        ),
    ),
)
