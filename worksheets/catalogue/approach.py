from worksheets.schema import Audience, Bipolar, Instrument, LongText, Phase, Section

INSTRUMENT = Instrument(
    key="approach",
    version=1,
    number="04",
    code="C-04",
    title="Approche axée sur l’organisme ou sur la collectivité",
    short_title="Approche",
    purpose="Voir si notre façon de collaborer part surtout des organismes ou surtout du milieu.",
    instructions="Pour chaque ligne, placez le regroupement tel qu’il est aujourd’hui entre les deux pôles. "
    "Aucun côté n’est le bon : un même groupe peut pencher d’un côté pour une chose et de l’autre pour la suivante.",
    duration=25,
    phase=Phase.DURING,
    source="D’après la feuille « Approches axées sur l’organisme ou sur la collectivité », Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="poles",
            title="Où nous situons-nous?",
            intro="À gauche, le pôle de l’organisme; à droite, celui de la collectivité.",
            fields=(
                Bipolar(
                    key="stance",
                    label="Approche",
                    help="De quoi parlons-nous d’abord quand nous regardons le milieu?",
                    left="faiblesses et lacunes",
                    right="forces et ressources",
                ),
                Bipolar(
                    key="definition",
                    label="Définition du problème",
                    help="Qui dit quel est le problème à résoudre?",
                    left="par les organismes, le gouvernement",
                    right="par le milieu",
                ),
                Bipolar(
                    key="professionals",
                    label="Rôle des professionnels",
                    help="Quelle place prennent les personnes dont c’est le métier?",
                    left="essentiels à la décision",
                    right="ressource pour le milieu",
                ),
                Bipolar(
                    key="agencies",
                    label="Rôle des organismes",
                    help="Comment les services s’inscrivent-ils dans la vie des familles?",
                    left="offre de services centralisée",
                    right="un système parmi d’autres",
                ),
                Bipolar(
                    key="deciders",
                    label="Principaux décideurs",
                    help="Qui a le dernier mot sur les priorités et l’argent?",
                    left="organismes, gouvernement",
                    right="le milieu",
                ),
                Bipolar(
                    key="ownership",
                    label="Appropriation par la collectivité",
                    help="Les gens d’ici diraient-ils que c’est leur projet?",
                    left="faible",
                    right="élevée",
                ),
            ),
        ),
        Section(
            key="our_type",
            title="Ce que nous en disons",
            fields=(
                LongText(
                    key="our_type",
                    label="Quel est notre type de collaboration?",
                    help="En quelques phrases, et ce que nous aimerions déplacer, s’il y a lieu.",
                    audience=Audience.GROUP,
                ),
            ),
        ),
    ),
)
