from worksheets.schema import Instrument, Option, Phase, Placements, Section

RUNGS = (
    Option(
        key="8",
        label="À l’initiative du milieu, décisions partagées avec les organismes",
        help="Les gens du milieu lancent le projet et invitent les organismes à décider avec eux.",
    ),
    Option(
        key="7",
        label="Le milieu conseille et dirige, les organismes soutiennent",
        help="Les gens du milieu mènent; les organismes aident quand on le leur demande.",
    ),
    Option(
        key="6",
        label="À l’initiative des organismes, décisions partagées",
        help="Les organismes lancent le projet et partagent réellement les décisions.",
    ),
    Option(
        key="5",
        label="Consultation et information",
        help="Les gens donnent leur avis, savent à quoi il servira et apprennent ce qui en a été fait.",
    ),
    Option(
        key="4",
        label="Rôles assignés, mais informés",
        help="On confie un rôle précis à des gens qui savent pourquoi et l’ont accepté.",
    ),
    Option(
        key="3",
        label="Politique de pure forme",
        help="Quelques personnes sont invitées à parler, sans prise réelle sur les décisions.",
    ),
    Option(
        key="2",
        label="Décoration",
        help="Les gens sont là pour illustrer le projet, sans y prendre part.",
    ),
    Option(
        key="1",
        label="Manipulation",
        help="Le nom ou la présence des gens sert à appuyer ce qui est déjà décidé.",
    ),
)

INSTRUMENT = Instrument(
    key="ladder",
    version=1,
    number="08",
    code="C-08",
    title="Degré d’implication : l’échelle de la participation",
    short_title="Échelle de la participation",
    purpose="Situer la place que prennent les gens du milieu dans chacune de nos collaborations.",
    instructions="Nommez vos collaborations : une table, un comité, un projet. Placez ensuite chacune sur l’échelon "
    "qui lui ressemble aujourd’hui. On ne place pas le regroupement en entier, et il n’y a ni note ni moyenne.",
    duration=30,
    phase=Phase.DURING,
    source="D’après la feuille « Degré d’implication », Tom Wolff & Associates, et l’échelle de la participation de "
    "Roger Hart (1992, 1997), transposée aux collaborations d’un milieu.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="collaborations",
            title="Nos collaborations sur l’échelle",
            row_noun="Collaborations",
            intro="Les cinq échelons au-dessus de la ligne pointillée sont tous des formes légitimes de "
            "participation. Sous la ligne, les gens sont présents sans vraiment participer.",
            fields=(
                Placements(
                    key="collaborations",
                    label="Où se trouvent nos collaborations?",
                    help="Une par ligne, douze au plus. L’échelon peut attendre la discussion.",
                    noun="Collaboration",
                    question="Sur quel échelon se trouve cette collaboration?",
                    unknown="Je ne connais pas cette collaboration",
                    rungs=RUNGS,
                    line_under="4",
                ),
            ),
        ),
    ),
)
