"""Enumerations of the national standard « Lieux de médiation numérique » v1.0.2 (Licence Ouverte 2.0).

Labels are copied letter for letter, straight apostrophes included; plain words, examples and icons are ours.
The typologies, much longer, stand in `typologies.py` and are offered here too.
"""

from directory.domain.terms import Term, Vocabulary
from directory.domain.typologies import TYPOLOGIES

__all__ = [
    "ACCESS_MODES",
    "FEES",
    "FIXED",
    "FREE",
    "ITINERANCE",
    "ITINERANT",
    "LABELS",
    "NOBODY",
    "PROGRAMMES",
    "PUBLICS",
    "SERVICES",
    "SPECIAL_NEEDS",
    "SUPPORT_MODES",
    "TYPOLOGIES",
    "VOCABULARIES",
    "WALK_IN",
    "Term",
    "Vocabulary",
]

SERVICES = Vocabulary(
    "services",
    (
        Term(
            "demarches",
            "Aide aux démarches administratives",
            "Faire vos démarches",
            "Impôts, retraite, allocations, carte grise : on remplit la demande avec vous.",
            "file-pen-line",
        ),
        Term(
            "outils",
            "Maîtrise des outils numériques du quotidien",
            "Apprendre le téléphone et l’ordinateur",
            "Écrire un message, trouver une adresse, envoyer une photo.",
            "smartphone",
        ),
        Term(
            "insertion",
            "Insertion professionnelle via le numérique",
            "Chercher un emploi sur Internet",
            "Faire un CV, créer votre espace, répondre à une annonce.",
            "briefcase",
        ),
        Term(
            "securite",
            "Utilisation sécurisée du numérique",
            "Éviter les arnaques",
            "Choisir un mot de passe, reconnaître un message piégé, payer sans risque.",
            "shield-check",
        ),
        Term(
            "parentalite",
            "Parentalité et éducation avec le numérique",
            "Accompagner vos enfants",
            "Suivre l’école en ligne, régler le temps d’écran, parler des réseaux sociaux.",
            "users",
        ),
        Term(
            "loisirs",
            "Loisirs et créations numériques",
            "Créer et s’amuser",
            "Trier des photos, monter une vidéo, fabriquer un objet, jouer.",
            "palette",
        ),
        Term(
            "comprehension",
            "Compréhension du monde numérique",
            "Comprendre Internet",
            "Savoir qui voit vos données, vérifier une information, découvrir de nouveaux outils.",
            "lightbulb",
        ),
        Term(
            "acces",
            "Accès internet et matériel informatique",
            "Utiliser un ordinateur sur place",
            "Se connecter, imprimer, scanner un papier.",
            "wifi",
        ),
        Term(
            "equipement",
            "Acquisition de matériel informatique à prix solidaire",
            "Acheter du matériel moins cher",
            "Trouver un ordinateur ou un téléphone remis en état, à petit prix.",
            "laptop",
        ),
    ),
)

PUBLICS = Vocabulary(
    "publics_specifiquement_adresses",
    (
        Term("jeunes", "Jeunes", "Pour les jeunes"),
        Term("etudiants", "Étudiants", "Pour les étudiants"),
        Term("familles", "Familles et/ou enfants", "Pour les familles et les enfants"),
        Term("seniors", "Seniors", "Pour les seniors"),
        Term("femmes", "Femmes", "Pour les femmes"),
    ),
)

SPECIAL_NEEDS = Vocabulary(
    "prise_en_charge_specifique",
    (
        Term("surdite", "Surdité", "Personnes sourdes ou malentendantes", icon="ear"),
        Term("handicaps-moteurs", "Handicaps moteurs", "Personnes handicapées moteur", icon="accessibility"),
        Term("handicaps-mentaux", "Handicaps mentaux", "Personnes handicapées mentales", icon="brain"),
        Term("illettrisme", "Illettrisme", "Personnes qui ont du mal à lire ou à écrire", icon="book-open"),
        Term("langues-anglais", "Langues étrangères (anglais)", "Accueil en anglais", icon="languages"),
        Term("langues-autres", "Langues étrangères (autres)", "Accueil dans d’autres langues", icon="languages"),
        Term("deficience-visuelle", "Déficience visuelle", "Personnes aveugles ou malvoyantes", icon="eye"),
    ),
)

# What most places ask: a card does not repeat it.
FREE = "gratuit"

FEES = Vocabulary(
    "frais_a_charge",
    (
        Term(FREE, "Gratuit", "Gratuit", icon="circle-euro"),
        Term(
            "gratuit-sous-condition",
            "Gratuit sous condition",
            "Gratuit pour certaines personnes : demandez",
            icon="circle-euro",
        ),
        Term("payant", "Payant", "Payant", icon="hand-coins"),
    ),
)

PROGRAMMES = Vocabulary(
    "dispositif_programmes_nationaux",
    (
        Term("aidants-connect", "Aidants Connect", "Un aidant peut faire la démarche à votre place"),
        Term("bibliotheques-numeriques", "Bibliothèques numérique de référence", "Bibliothèque numérique de référence"),
        Term("pix", "Certification PIX", "Passer la certification Pix"),
        Term("conseillers-numeriques", "Conseillers numériques", "Conseiller numérique"),
        Term("emmaus-connect", "Emmaüs Connect", "Emmaüs Connect"),
        Term("france-services", "France Services", "France services"),
        Term("grande-ecole", "Grande école du numérique", "Grande école du numérique"),
        Term("croix-rouge", "La Croix Rouge", "La Croix-Rouge"),
        Term("caf", "Point d'accès numérique CAF", "Point d’accès numérique de la CAF"),
        Term("promeneurs-du-net", "Promeneurs du net", "Promeneurs du net, pour les jeunes"),
        Term("relais-numerique", "Relais numérique (Emmaüs Connect)", "Relais numérique d’Emmaüs Connect"),
    ),
)

LABELS = Vocabulary(
    "formations_labels",
    (
        Term("mon-espace-sante", "Formé à « Mon Espace Santé »", "Équipe formée à « Mon espace santé »"),
        Term("duplex", "Formé à « DUPLEX » (illettrisme)", "Équipe formée à l’illettrisme"),
        Term("arnia", "Arnia/MedNum BFC (Bourgogne-Franche-Comté)", "Réseau de Bourgogne-Franche-Comté"),
        Term(
            "reemploi-normandie",
            "Collectif ressources et acteurs réemploi (Normandie)",
            "Réseau du réemploi en Normandie",
        ),
        Term("etapes-numeriques", "Étapes numériques (La Poste)", "Étape numérique de La Poste"),
        Term("fabriques-de-territoire", "Fabriques de Territoire", "Fabrique de territoire"),
        Term("eclaireurs", "Les Éclaireurs du numérique (Drôme)", "Éclaireurs du numérique, dans la Drôme"),
        Term("mes-papiers", "Mes Papiers (Métropole de Lyon)", "Mes papiers, à la métropole de Lyon"),
        Term("ordi-3-0", "ORDI 3.0", "Ordi 3.0, matériel remis en état"),
        Term("sud-labs", "SUD LABS (PACA)", "Sud Labs, en Provence-Alpes-Côte d’Azur"),
    ),
)

# The access mode of a place where one may simply walk in: only there are « Ouvert » and « Fermé » said.
WALK_IN = "se-presenter"
NOBODY = "pas-de-public"

ACCESS_MODES = Vocabulary(
    "modalites_acces",
    (
        Term(WALK_IN, "Se présenter", "Venir sans rendez-vous", icon="door-open"),
        Term("telephoner", "Téléphoner", "Téléphoner avant de venir", icon="phone"),
        Term("mail", "Contacter par mail", "Écrire un courriel", icon="mail"),
        Term("rdv-en-ligne", "Prendre un RDV en ligne", "Prendre rendez-vous en ligne", icon="calendar-check"),
        Term(NOBODY, "Ce lieu n'accueille pas de public", "Ce lieu ne reçoit pas le public", icon="circle-x"),
        Term(
            "prescription",
            "Envoyer un mail avec une fiche de prescription",
            "Passer par un travailleur social",
            icon="send",
        ),
    ),
)

SUPPORT_MODES = Vocabulary(
    "modalites_accompagnement",
    (
        Term("autonomie", "En autonomie", "Seul, avec le matériel du lieu", icon="laptop"),
        Term("individuel", "Accompagnement individuel", "Une personne vous aide", icon="heart-handshake"),
        Term("atelier", "Dans un atelier collectif", "En atelier, à plusieurs", icon="users"),
        Term("distance", "À distance", "Par téléphone ou en visio", icon="phone"),
    ),
)

# A service that moves, and one that also keeps a door.
ITINERANT, FIXED = "itinerant", "fixe"

ITINERANCE = Vocabulary(
    "itinerance",
    (
        Term(ITINERANT, "Itinérant", "Se déplace de commune en commune", icon="bus"),
        Term(FIXED, "Fixe", "À une adresse", icon="map-pin"),
    ),
)

VOCABULARIES = (
    SERVICES,
    PUBLICS,
    SPECIAL_NEEDS,
    FEES,
    PROGRAMMES,
    LABELS,
    ACCESS_MODES,
    SUPPORT_MODES,
    ITINERANCE,
    TYPOLOGIES,
)
