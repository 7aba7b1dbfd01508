"""First list of French everyday words for digital help, grouped by need.

Written from what administrations, devices and services are called in ordinary speech and in their own
letters. `served_by` uses the official service labels of the national standard, because most records say only
these. Editors add their own groups; nothing here is tuned to the wording of a territory.
"""

from __future__ import annotations

from search.question.synonyms import SynonymGroup

_PROCEDURES = ("démarches administratives",)
_DAILY_TOOLS = ("outils numériques", "numérique du quotidien")
_WORK = ("insertion professionnelle",)
_SAFETY = ("utilisation sécurisée",)
_SCHOOL = ("parentalité et éducation",)
_LEISURE = ("loisirs et créations",)
_ACCESS = ("accès internet et matériel informatique",)
_EQUIPMENT = ("acquisition de matériel",)
_UNDERSTANDING = ("compréhension du monde numérique",)

GROUPS: tuple[SynonymGroup, ...] = (
    # Procedures
    SynonymGroup(
        ("démarches administratives", "démarche", "démarches en ligne", "administratif", "formulaire", "dossier"),
        ("paperasse", "papiers administratifs", "administration", "service public", "courrier administratif"),
        (),
        ("papiers",),
    ),
    SynonymGroup(
        ("impôts", "impôt", "déclaration de revenus", "fiscal", "fiscalité", "dgfip"),
        ("déclaration", "déclarer", "taxe", "taxe foncière", "trésor public", "avis d'imposition", "trésorerie"),
        _PROCEDURES,
    ),
    SynonymGroup(
        ("carte grise", "immatriculation", "certificat d'immatriculation"),
        ("ants", "voiture", "véhicule", "cession de véhicule", "titres sécurisés"),
        _PROCEDURES,
    ),
    SynonymGroup(("permis de conduire", "permis"), ("ants", "code de la route", "titres sécurisés"), _PROCEDURES),
    SynonymGroup(
        ("carte d'identité", "pièce d'identité", "papiers d'identité", "cni", "identité", "passeport"),
        ("ants", "état civil", "titres sécurisés", "acte de naissance"),
        _PROCEDURES,
        ("papiers",),
    ),
    SynonymGroup(
        ("titre de séjour", "séjour", "naturalisation", "préfecture"),
        ("étranger", "carte de séjour", "visa"),
        _PROCEDURES,
    ),
    SynonymGroup(
        ("caf", "allocations familiales", "allocation", "caisse d'allocations familiales", "prestations"),
        ("apl", "rsa", "aah", "prime d'activité", "aide sociale", "quotient familial"),
        _PROCEDURES,
    ),
    SynonymGroup(("rsa", "revenu de solidarité active"), ("minima sociaux", "aide sociale", "msa"), _PROCEDURES),
    SynonymGroup(
        ("logement", "hlm", "logement social", "appartement", "loyer", "louer"),
        ("apl", "aide au logement", "hébergement", "bailleur", "demande de logement"),
        _PROCEDURES,
    ),
    SynonymGroup(("chèque énergie",), ("électricité", "gaz", "edf", "facture", "chauffage"), _PROCEDURES),
    SynonymGroup(
        ("sécurité sociale", "sécu", "cpam", "ameli", "assurance maladie", "carte vitale"),
        ("remboursement", "santé", "mutuelle", "complémentaire santé", "css", "cmu", "msa"),
        _PROCEDURES,
    ),
    SynonymGroup(
        ("santé", "médecin", "docteur", "docteurs"),
        ("doctolib", "mon espace santé", "carnet de santé", "médical", "hôpital", "soins", "téléconsultation"),
        _PROCEDURES,
    ),
    SynonymGroup(
        ("retraite", "pension", "carsat", "assurance retraite", "agirc arrco", "caisse de retraite"),
        ("réversion", "retraité", "msa", "info retraite"),
        _PROCEDURES,
    ),
    SynonymGroup(("msa", "mutualité sociale agricole"), ("agriculteur", "agricole"), _PROCEDURES),
    SynonymGroup(
        ("justice", "tribunal", "droits", "avocat", "juridique"),
        ("point justice", "accès au droit", "divorce", "aide juridictionnelle", "conciliateur"),
        _PROCEDURES,
    ),
    SynonymGroup(("budget", "surendettement", "dettes", "banque"), ("argent", "compte bancaire"), _PROCEDURES),
    SynonymGroup(("rendez-vous", "rdv"), ("prise de rendez-vous", "créneau")),
    # Work
    SynonymGroup(
        ("emploi", "travail", "france travail", "pôle emploi", "chômage", "anpe", "boulot", "job", "embauche"),
        ("cv", "curriculum vitae", "lettre de motivation", "offre d'emploi", "mission locale", "actualisation"),
        _WORK,
    ),
    SynonymGroup(("cv", "curriculum vitae", "lettre de motivation"), ("candidature", "entretien"), _WORK),
    SynonymGroup(
        ("entreprise", "auto entrepreneur", "micro entreprise", "urssaf", "tpe", "pme"),
        ("artisan", "indépendant", "facture électronique", "commerçant"),
        _WORK,
    ),
    SynonymGroup(("formation", "stage", "cours", "apprentissage", "initiation", "atelier"), ("leçon", "pix")),
    # Devices and everyday tools
    SynonymGroup(
        ("ordinateur", "pc", "ordi", "informatique"),
        ("windows", "clavier", "souris", "portable", "mac"),
        _DAILY_TOOLS,
    ),
    SynonymGroup(("tablette", "ipad"), ("android", "écran tactile"), _DAILY_TOOLS),
    SynonymGroup(
        ("téléphone", "smartphone", "portable", "mobile", "téléphone portable", "iphone"),
        ("android", "appli", "application", "sms", "écran tactile"),
        _DAILY_TOOLS,
    ),
    SynonymGroup(
        ("mail", "courriel", "email", "messagerie", "boîte mail", "adresse mail", "courrier électronique"),
        ("mél", "gmail", "pièce jointe", "mot de passe"),
        _DAILY_TOOLS,
    ),
    SynonymGroup(
        (
            "visio",
            "visioconférence",
            "appel vidéo",
            "appeler en vidéo",
            "parler en vidéo",
            "discuter en vidéo",
            "famille en vidéo",
            "petits enfants en vidéo",
            "petite fille en vidéo",
            "proche en vidéo",
            "zoom",
            "skype",
            "viber",
            "facetime",
            "webcam",
        ),
        ("whatsapp", "messenger", "teams", "appeler ma famille", "messagerie instantanée"),
        _DAILY_TOOLS,
        ("causer", "causer en vidéo", "parler à distance", "papoter"),
    ),
    SynonymGroup(
        ("réseaux sociaux", "facebook", "instagram", "whatsapp", "tiktok"),
        ("messenger", "snapchat", "réseau social"),
        (*_DAILY_TOOLS, *_UNDERSTANDING),
    ),
    SynonymGroup(
        ("internet", "navigation internet", "naviguer", "navigateur", "web", "surfer", "google"),
        ("sites internet", "moteur de recherche", "connexion"),
        (*_DAILY_TOOLS, *_ACCESS),
    ),
    SynonymGroup(
        ("bureautique", "traitement de texte", "word", "excel", "tableur", "libreoffice"),
        ("document", "clé usb", "pdf", "fichier", "dossier"),
        _DAILY_TOOLS,
    ),
    SynonymGroup(
        ("débutant", "premiers pas", "prise en main", "les bases", "initiation"),
        ("découverte",),
        _DAILY_TOOLS,
    ),
    SynonymGroup(("mot de passe", "identifiant"), ("france connect",), (*_SAFETY, *_DAILY_TOOLS)),
    SynonymGroup(("france connect", "franceconnect"), ("identité numérique",), _PROCEDURES),
    SynonymGroup(
        ("achat en ligne", "acheter en ligne", "paiement en ligne"),
        ("achats", "payer", "vente", "leboncoin"),
        (*_SAFETY, *_DAILY_TOOLS),
    ),
    # Safety and understanding
    SynonymGroup(
        (
            "arnaque",
            "fraude",
            "phishing",
            "hameçonnage",
            "escroquerie",
            "piratage",
            "pirate",
            "virus",
            "message bizarre",
            "message suspect",
            "message piégé",
            "sms bizarre",
            "sms suspect",
            "mail bizarre",
            "mail suspect",
            "appel suspect",
            "faux message",
        ),
        (
            "sécurité sur internet",
            "sécurité numérique",
            "faux mail",
            "spam",
            "danger",
            "antivirus",
            "données personnelles",
            "protéger",
        ),
        (*_SAFETY, *_DAILY_TOOLS),
        ("sécurité", "sécurisé", "bizarre"),
    ),
    SynonymGroup(
        ("intelligence artificielle", "ia", "chatgpt"),
        ("robot", "assistant vocal", "algorithme"),
        _UNDERSTANDING,
    ),
    SynonymGroup(("fausses informations", "fake news", "infox"), ("désinformation", "médias"), _UNDERSTANDING),
    # Access and equipment
    SynonymGroup(
        ("imprimer", "imprimante", "impression", "photocopie", "photocopieuse", "scanner", "numériser", "scan"),
        ("copie", "fax"),
        _ACCESS,
    ),
    SynonymGroup(
        ("wifi", "connexion", "accès internet", "internet gratuit", "hotspot", "box"),
        ("fibre", "libre service", "poste informatique"),
        _ACCESS,
        ("réseau", "capter", "débit", "zone blanche"),
    ),
    SynonymGroup(
        (
            "libre service",
            "poste informatique",
            "accès libre",
            "libre accès",
            "ordinateur en libre service",
            "cybercafé",
        ),
        ("espace numérique", "espace public numérique", "epn", "salle informatique"),
        _ACCESS,
    ),
    SynonymGroup(
        ("espace numérique", "espace public numérique", "epn", "espace public internet", "point numérique"),
        ("campus numérique", "tiers lieu numérique", "cyber base", "salle informatique", "libre service"),
        _ACCESS,
    ),
    SynonymGroup(
        ("occasion", "matériel d'occasion", "reconditionné", "prix solidaire", "seconde main", "ordinateur pas cher"),
        ("acheter un ordinateur", "don de matériel", "recyclerie", "emmaüs"),
        _EQUIPMENT,
        (
            "matériel",
            "équipement",
            "matériel pas cher",
            "téléphone pas cher",
            "tablette pas chère",
            "pas cher",
            "moins cher",
            "petit prix",
            "solidaire",
        ),
    ),
    SynonymGroup(
        ("réparer", "réparation", "dépannage", "panne", "repair café"), ("entretien", "nettoyage"), _EQUIPMENT
    ),
    SynonymGroup(("lent", "rame", "ramer", "lenteur"), ("nettoyage", "entretien", "dépannage"), _DAILY_TOOLS),
    SynonymGroup(
        ("pass numérique", "aptic", "chèque aptic", "chèque culture numérique"),
        ("bon numérique", "carnet aptic"),
    ),
    # People
    SynonymGroup(
        ("senior", "personne âgée", "aîné", "troisième âge", "personnes âgées"),
        ("papi", "mamie", "grands parents", "parents âgés", "mère âgée", "père âgé", "ehpad"),
    ),
    SynonymGroup(
        ("enfant", "famille", "parent", "parentalité", "ados", "adolescent"),
        ("contrôle parental", "écran", "collège", "jeunesse"),
        _SCHOOL,
    ),
    SynonymGroup(
        ("école", "scolaire", "pronote", "ent", "collège", "lycée", "cantine"),
        ("devoirs", "élève", "inscription scolaire", "éducation"),
        _SCHOOL,
    ),
    SynonymGroup(
        ("jeune", "jeunes", "étudiant", "adolescent"),
        ("parcoursup", "bourse", "crous", "bij", "mission locale"),
    ),
    SynonymGroup(("femme", "femmes"), ("violences", "droits des femmes")),
    SynonymGroup(
        ("handicap", "handicapé", "situation de handicap", "mdph", "pmr", "handicaps"),
        ("aah", "fauteuil roulant", "accessible", "accessibilité", "mda", "handicaps moteurs", "handicaps mentaux"),
    ),
    SynonymGroup(("sourd", "surdité", "malentendant", "langue des signes", "lsf"), ("déficience auditive",)),
    SynonymGroup(("aveugle", "malvoyant", "déficience visuelle", "basse vision"), ("cécité", "lecteur d'écran")),
    SynonymGroup(
        ("illettrisme", "lire et écrire", "illettré", "ne sait pas lire", "analphabète", "alphabétisation"),
        ("lire", "écrire", "lecture", "difficultés avec l'écrit", "fle"),
    ),
    SynonymGroup(
        ("langue", "langues étrangères", "étranger", "traduction", "interprète", "ne parle pas français"),
        ("fle", "français langue étrangère", "anglais", "arabe", "espagnol", "portugais", "ukrainien"),
    ),
    # Leisure
    SynonymGroup(("jeu", "jeu vidéo", "gaming", "console", "loisir"), ("minecraft", "réalité virtuelle"), _LEISURE),
    SynonymGroup(
        ("photo", "photographie", "image", "retouche"),
        ("album", "appareil photo", "diaporama"),
        (*_LEISURE, *_DAILY_TOOLS),
    ),
    SynonymGroup(("musique", "vidéo", "film", "podcast", "radio"), ("montage", "youtube", "streaming"), _LEISURE),
    SynonymGroup(
        ("imprimante 3d", "fablab", "robotique", "code informatique"),
        ("création", "découpe laser", "programmation"),
        _LEISURE,
    ),
    SynonymGroup(("généalogie",), ("arbre généalogique", "archives", "ancêtres"), _LEISURE),
    # Places and helpers
    SynonymGroup(
        (
            "france services",
            "maison france services",
            "msap",
            "maison de services au public",
            "espace france services",
        ),
        ("point relais", "service public", "bus france services"),
    ),
    SynonymGroup(("mairie", "hôtel de ville", "municipalité"), ("secrétariat de mairie",)),
    SynonymGroup(("poste", "la poste", "bureau de poste"), ("facteur", "agence postale", "étape numérique")),
    SynonymGroup(("médiathèque", "bibliothèque"), ("livre", "ludothèque", "relais lecture")),
    SynonymGroup(
        ("conseiller numérique", "médiateur numérique", "médiation numérique", "aidant numérique"),
        ("aidants connect", "promeneurs du net", "animateur numérique", "médiateur", "conseiller"),
    ),
    SynonymGroup(("aidants connect", "aidant connect"), ("mandat", "faire à ma place"), _PROCEDURES),
    SynonymGroup(
        ("ccas", "centre communal d'action sociale", "cias", "centre intercommunal d'action sociale"),
        ("assistante sociale", "action sociale", "mds", "centre social"),
    ),
    SynonymGroup(
        (
            "centre social",
            "centre socioculturel",
            "centre socio culturel",
            "espace de vie sociale",
            "maison de quartier",
        ),
        ("mjc", "centre médico social", "cms"),
    ),
    SynonymGroup(("association", "associatif", "associative"), ("bénévole", "club")),
    SynonymGroup(("mission locale",), ("insertion des jeunes",), _WORK),
    SynonymGroup(("permanence", "permanences"), ("itinérant", "bus", "tournée")),
    SynonymGroup(("à domicile", "domicile"), ("se déplacer", "déplacement", "itinérant", "venir", "vient")),
    SynonymGroup(("tiers lieu", "coworking", "espace de travail partagé"), ("fablab",)),
)
