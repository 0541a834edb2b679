from worksheets.schema import Instrument, Phase, Row, Section, YesNo

INSTRUMENT = Instrument(
    key="ft2",
    version=1,
    number="12",
    code="FT2",
    title="FT2 Résultats à l’interne : fonctions du regroupement",
    short_title="Fonctions du regroupement",
    purpose="Voir quelles fonctions le regroupement remplit déjà et lesquelles il veut mieux remplir.",
    instructions="Pour chaque fonction, répondez aux deux questions. On peut bien remplir une fonction et vouloir "
    "encore faire mieux; on peut aussi ne pas la remplir et ne pas le souhaiter.",
    duration=20,
    phase=Phase.AFTER,
    source="D’après la feuille de travail 2 sur la pérennité, Tom Wolff & Associates.",
    rights="Reformulé en français québécois, dans le même ordre; la source est citée sur chaque feuille.",
    sections=(
        Section(
            key="functions",
            title="Les cinq fonctions",
            row_noun="Fonction",
            fields=(
                YesNo(key="fulfils", label="La remplissons-nous?"),
                YesNo(key="improve", label="Voulons-nous mieux la remplir?"),
            ),
            rows=(
                Row(
                    key="convener",
                    label="Rassembleur et animateur",
                    help="Réunir les bonnes personnes et faire avancer les échanges.",
                ),
                Row(
                    key="catalyst",
                    label="Catalyseur de changement",
                    help="Donner l’élan qui permet à d’autres de passer à l’action.",
                ),
                Row(
                    key="documenting",
                    label="Documenter l’évolution de la pérennisation",
                    help="Garder la trace de ce qui est repris, par qui et comment.",
                ),
                Row(
                    key="problem_solving",
                    label="Résoudre ensemble les problèmes qui émergent",
                    help="Se parler vite quand une difficulté touche plusieurs partenaires.",
                ),
                Row(
                    key="backbone",
                    label="Maintenir le plan, la structure, la gouvernance, le personnel et le financement",
                    help="Assurer le soutien sans lequel le travail commun s’arrête.",
                ),
            ),
        ),
    ),
)
