"""What a coordinator writes in FT1 to FT7: the labels on screen, then her words."""

FT1 = [
    (
        "Activités dans la collectivité",
        [
            ("Projets et programmes", "L’heure du conte au parc : 14 séances et 212 enfants, du 24 juin au 30 août."),
            ("Politiques", "La municipalité a adopté sa politique familiale en mars; elle cite le regroupement."),
            (
                "Changements systémiques et environnementaux (déterminants sociaux)",
                "L’autobus du marché s’arrête maintenant devant la halte-garderie.",
            ),
            ("Pratiques", "Les deux CPE et l’école s’échangent un portrait de chaque groupe avant la maternelle."),
            (
                "Changements des normes de la communauté",
                "On voit des pères au parc la semaine, et plus personne ne s’étonne.",
            ),
        ],
    ),
    (
        "Relations et partenariats",
        [
            ("Relations", "Les directions s’appellent avant d’annuler une activité : « ça nous a pris trois ans »."),
            ("Nouveaux partenariats", "La coop d’habitation prête sa salle; les pompiers animent une matinée."),
        ],
    ),
]
OBJECTS = {  # the line of FT1 where each is kept
    "Objets à pérenniser : projets et programmes": ["Heure du conte au parc", "Trousse « Bienvenue bébé »"],
    "Objets à pérenniser : pratiques": ["Portrait commun avant la maternelle"],
    "Objets à pérenniser : relations": ["Dîner des directions, deux fois par année"],
}
FT2 = [
    ("Rassembleur et animateur", "Oui", "Non"),
    ("Catalyseur de changement", "Avis partagés", "Oui"),
    ("Documenter l’évolution de la pérennisation", "Non", "Oui"),
    ("Résoudre ensemble les problèmes qui émergent", "Oui", "Oui"),
]  # the fifth function stays unanswered
STRATEGIES = {
    "FT3": [
        ("Quels organismes pourraient les adopter?", "La bibliothèque de l’Anse et la maison de la famille."),
        ("Comment les faire participer?", "Un été d’essai à deux, puis un bilan autour d’une table en octobre."),
    ],
    "FT4": [
        (
            "Quels changements souhaitons-nous dans les politiques locales?",
            "Un trottoir plus large devant le CPE.",
        ),
        ("Quelles sont les prochaines étapes?", "Rencontrer la mairesse avant le dépôt du budget, le 12 novembre."),
    ],
    "FT5": [
        ("Quelles normes voulons-nous changer?", "« Lire à un bébé, ça ne sert à rien » : on l’entend encore."),
        ("Comment les mobiliser?", "Par les grands-parents : ils sont déjà 9 à lire au parc."),
    ],
    "FT6": [
        (
            "De quelles ressources nos activités ont-elles besoin?",
            "Des livres, une salle chauffée, 6 bénévoles.",
        ),
        ("À qui les demander?", "Au club Lions pour les livres; à la coop pour la salle."),
    ],
}
PLAN = [
    (
        "Institutionnalisation",
        "Confier l’heure du conte à la bibliothèque",
        {
            "Qui": "Bibliothèque de l’Anse",
            "Quand": "2027-05-14",
            "Nos besoins": "Une clé, 40 coussins",
            "État": "En cours",
            "Objet à pérenniser": "Heure du conte au parc",
        },
    ),
    ("Institutionnalisation", "Écrire le mode d’emploi de la trousse", {"Qui": "Maison de la famille"}),
    (
        "Changement de politiques",
        "Déposer un avis sur les trottoirs",
        {"Quand": "2026-02-02", "Nos besoins": "Des photos, deux signatures"},
    ),
    ("Ressources", "Demander 1 500 $ au club Lions", {"Qui": "Le comité des livres", "État": "À faire"}),
]
