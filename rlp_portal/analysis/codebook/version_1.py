"""The first codebook: the codes of the 2017 synthesis (document 000), and two objects that document 004 adds.

Definitions, examples and counter-examples are our own words.
"""

from rlp_portal.analysis.codebook import Code, Codebook, StrategyCode
from worksheets.codes import ObjectCode, Strategy

OBJECTS = (
    Code(
        key=ObjectCode.ACTIVITIES.value,
        sign="A",
        name=ObjectCode.ACTIVITIES.label,
        definition="Ce que les familles reçoivent ou vivent : une activité, un service, un programme qui doit durer.",
        example="« L’Heure du conte continuera dans les trois bibliothèques. »",
        counter_example="« Les partenaires continueront de se rencontrer. » C’est une relation (R).",
    ),
    Code(
        key=ObjectCode.RELATIONS.value,
        sign="R",
        name=ObjectCode.RELATIONS.label,
        definition="Les liens entre partenaires : la confiance, les habitudes de travail commun, les ententes.",
        example="« Le CPE et l’école garderont leur rencontre du printemps. »",
        counter_example="« Le comité aura un président élu. » C’est une structure (S).",
    ),
    Code(
        key=ObjectCode.STRUCTURES.value,
        sign="S",
        name=ObjectCode.STRUCTURES.label,
        definition="Ce qui fait fonctionner le groupe : la coordination, les comités, les règles, la gouvernance.",
        example="« Le poste de coordination doit survivre au financement actuel. »",
        counter_example="« La municipalité change sa politique familiale. » C’est une politique (P).",
    ),
    Code(
        key=ObjectCode.PRACTICES.value,
        sign="P",
        name=ObjectCode.PRACTICES.label,
        definition="Les façons de faire d’un organisme, ou ses règles écrites, que le groupe veut voir durer.",
        example="« L’accueil des enfants à besoins particuliers entrera dans la politique du CPE. »",
        counter_example="« L’atelier de cuisine reviendra chaque automne. » C’est une activité (A).",
    ),
    Code(
        key=ObjectCode.CAUSE.value,
        sign="C",
        name=ObjectCode.CAUSE.label,
        definition=(
            "L’importance que le milieu accorde à la petite enfance : la cause elle-même, ou une norme sociale."
        ),
        example="« Que lire à son bébé devienne normal dans toutes les familles. »",
        counter_example="« La bibliothèque prêtera des livres aux familles. » C’est une activité (A).",
    ),
)

INSTITUTIONALISATION = StrategyCode(
    key=Strategy.INSTITUTIONALISATION.value,
    sign="1",
    letter="I",
    name=Strategy.INSTITUTIONALISATION.label,
    definition="Ce que le groupe porte est confié aux organismes du milieu, ou s’enracine dans leur mission.",
    example="« Le CPE hébergera l’Heure du conte et en assumera l’animation. »",
    counter_example="« Les parents prendront la relève des ateliers. » C’est l’appropriation (2).",
    subs=(
        Code(
            key="institutionalisation.expertise",
            sign="a",
            name="Utiliser et renforcer l’expertise du milieu",
            definition=(
                "Le groupe s’appuie sur des savoirs d’ici et les fait grandir : formation, accompagnement, "
                "évaluation."
            ),
            example="« Une communauté de pratique réunit les éducatrices chaque mois. »",
            counter_example=(
                "« Nous offrons nos formations à tous les partenaires. » C’est partager des ressources (4c). "
            ),
        ),
        Code(
            key="institutionalisation.engagement",
            sign="b",
            name="Travailler l’engagement des partenaires",
            definition="Le groupe soigne la présence et la place des partenaires, surtout des institutions.",
            example="« La direction du centre de services scolaire siège maintenant au comité. »",
            counter_example="« Un conseil d’administration porte notre message. » C’est trouver des champions (2b).",
        ),
        Code(
            key="institutionalisation.choices",
            sign="c",
            name="Faire des choix stratégiques",
            definition="Le groupe garde ce qui a le plus d’effet, ou ce qui est près de la mission des organismes.",
            example="« Nous gardons deux actions sur cinq : celles que les familles fréquentent. »",
            counter_example="« Nous choisissons la norme à changer. » C’est choisir des normes (2a).",
        ),
        Code(
            key="institutionalisation.vision",
            sign="d",
            name="Consolider la vision commune",
            definition="Le groupe se donne un langage, un cadre ou des outils communs, et des projets collectifs.",
            example="« Tous les partenaires emploient le même cadre de référence. »",
            counter_example="« Les règles de décision du comité changent. » C’est la gouvernance (3a).",
        ),
    ),
)

COMMUNITY = StrategyCode(
    key=Strategy.COMMUNITY.value,
    sign="2",
    letter="A",
    name=Strategy.COMMUNITY.label,
    definition="Les gens du milieu s’emparent de la cause ou des actions, et les normes sociales changent.",
    example="« Des parents organisent eux-mêmes la fête des voisins. »",
    counter_example="« La Ville adopte un règlement. » C’est un changement de politiques (3).",
    subs=(
        Code(
            key="community.norms",
            sign="a",
            name="Choisir stratégiquement les normes à changer",
            definition="Le groupe choisit sur quelle norme sociale agir, parce que le milieu y est prêt.",
            example="« Nous commençons par la lecture : les familles en parlent déjà. »",
            counter_example="« L’organisme change sa règle d’inscription. » C’est une politique (3b).",
        ),
        Code(
            key="community.champions",
            sign="b",
            name="Trouver les champions et les leaders",
            definition="Le groupe cherche qui peut porter le message, et lui donne des outils pour le faire.",
            example="« Le maire raconte son coup de cœur pour les ruelles actives. »",
            counter_example="« Nous diversifions nos partenaires. » C’est l’engagement des partenaires (1b).",
        ),
        Code(
            key="community.parents",
            sign="c",
            name="Engager les parents",
            definition="Les parents décident, organisent ou animent; le groupe lève ce qui les en empêche.",
            example="« Un comité de parents gère le fonds des petits projets. »",
            counter_example=(
                "« Les parents participent à l’activité. » Fréquenter n’est pas s’engager : rien à coder. "
            ),
        ),
        Code(
            key="community.celebrate",
            sign="d",
            name="Célébrer",
            definition="Le groupe fait connaître ses réussites et les fête, pour donner le goût de continuer.",
            example="« Les résultats de l’évaluation sont présentés à la fête de quartier. »",
            counter_example="« Nous évaluons nos actions. » C’est l’expertise (1a), tant que rien n’est célébré.",
        ),
    ),
)

POLICY = StrategyCode(
    key=Strategy.POLICY.value,
    sign="3",
    letter="P",
    name=Strategy.POLICY.label,
    definition=(
        "Une règle, une politique ou une façon de faire reconnue change pour de bon, dans le groupe ou ailleurs."
    ),
    example="« La Ville inscrit les 0-5 ans dans sa politique familiale. »",
    counter_example="« Le milieu trouve maintenant normal de jouer dehors. » C’est une norme sociale (2a).",
    subs=(
        Code(
            key="policy.governance",
            sign="a",
            name="Au niveau du RLP (gouvernance)",
            definition=(
                "Le groupe revoit sa gouvernance : partage des responsabilités, fusion avec une autre instance."
            ),
            example="« La coordination sera portée à tour de rôle par trois organismes. »",
            counter_example=(
                "« Le poste de coordination est partagé avec une autre table. » Ce sont des ressources (4c). "
            ),
        ),
        Code(
            key="policy.institutions",
            sign="b",
            name="Au niveau des institutions",
            definition=(
                "Une institution change son approche, ses règles ou ses lieux, pour mieux rejoindre les familles."
            ),
            example="« Le CLSC déplace ses vaccinations au centre communautaire. »",
            counter_example="« Le CPE reprend notre atelier. » C’est l’institutionnalisation (1).",
        ),
    ),
)

RESOURCES = StrategyCode(
    key=Strategy.RESOURCES.value,
    sign="4",
    letter="R",
    name=Strategy.RESOURCES.label,
    definition="Le groupe trouve, partage ou diversifie l’argent, le matériel ou le temps dont l’action a besoin.",
    example="« Trois organismes se partagent le coût de l’autobus. »",
    counter_example="« Un organisme prend l’action en charge. » C’est l’institutionnalisation (1).",
    subs=(
        Code(
            key="resources.material",
            sign="a",
            name="Matériel",
            definition="Des locaux, des équipements ou des outils de communication sont prêtés ou mis en commun.",
            example="« L’école prête son gymnase le samedi matin. »",
            counter_example="« Nous avons un langage commun. » C’est la vision commune (1d).",
        ),
        Code(
            key="resources.money",
            sign="b",
            name="Argent",
            definition="Des coûts sont partagés, des bailleurs s’ajoutent, un montage financier est fait.",
            example="« Une fondation et la MRC paient chacune la moitié. »",
            counter_example="« Un organisme paie une employée pour tous. » Ce sont les ressources humaines (4c).",
        ),
        Code(
            key="resources.people",
            sign="c",
            name="Ressources humaines",
            definition=(
                "Une personne travaille pour plusieurs organismes, ou les formations et le temps sont partagés."
            ),
            example="« L’agente de milieu travaille pour les deux maisons de la famille. »",
            counter_example="« Les éducatrices apprennent à évaluer. » C’est l’expertise (1a).",
        ),
    ),
)

MOMENTS = (
    Code(
        key="planned",
        sign="p",
        name="Prévu",
        definition="Le passage dit une intention : on le fera, on aimerait le faire.",
        example="« Nous irons chercher une deuxième fondation l’an prochain. »",
        counter_example="« La demande à la fondation est partie. » C’est en cours.",
    ),
    Code(
        key="ongoing",
        sign="e",
        name="En cours",
        definition="Le passage dit un geste commencé, dont la suite reste à venir.",
        example="« Le comité de parents se forme cet hiver. »",
        counter_example="« Le comité de parents se réunit depuis deux ans. » C’est déjà fait.",
    ),
    Code(
        key="done",
        sign="f",
        name="Déjà fait",
        definition="Le passage dit une chose faite, ou une façon de faire bien établie.",
        example="« Depuis 2015, l’école prête son gymnase. »",
        counter_example="« L’école a promis son gymnase. » C’est prévu.",
    ),
)

CODEBOOK = Codebook(
    version=1,
    published_on="2026-01-15",
    source="Codes de la synthèse préliminaire de septembre 2017; définitions et exemples du portail.",
    rules=(
        "Un passage peut porter plusieurs objets et plusieurs stratégies.",
        "Une sous-stratégie vaut toujours pour sa stratégie. Une stratégie peut rester sans sous-stratégie.",
        "Les normes sociales vont à l’appropriation par la communauté. "
        "Les règles d’un organisme ou d’une autorité vont au changement de politiques.",
        "Le moment dit où en est le geste dans le texte, et non ce qu’on en sait d’ailleurs.",
        "« Rien à coder ici » se dit aussi : un passage lu n’est pas un passage oublié.",
    ),
    objects=OBJECTS,
    main_objects=3,
    strategies=(INSTITUTIONALISATION, COMMUNITY, POLICY, RESOURCES),
    moments=MOMENTS,
)
