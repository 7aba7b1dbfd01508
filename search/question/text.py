"""French text analysis: one chain for documents, questions and synonyms, so that no engine can differ.

    fold   « L’Été à Tombebœuf »      → « l'ete a tombeboeuf »
    words  « l'ete a tombeboeuf »     → ete, a, tombeboeuf
    terms  words without stop words, each reduced to its stem: what is indexed and looked up

Pure functions, no Django. Every function accepts any string and never raises.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import snowballstemmer

from portal.words.folding import fold

_ELISION = re.compile(r"(?<![a-z0-9])(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quelqu)'(?=[a-z0-9])")
_WORD = re.compile(r"[a-z0-9]+")
# Written in one, in two or with a hyphen: one spelling, before « vous » is dropped as a stop word.
_COMPOUNDS = re.compile(
    r"(?<![a-z0-9])(rendez[- ]+vous|e[- ]+mails?|wi[- ]+fi|aujourd'? ?hui|smart[- ]+phones?)(?![a-z0-9])"
)

# Elasticsearch refuses terms over 32 766 bytes and a database index has its own limit; no word is that long.
MAX_WORD = 40

# No « ete »: for search it is the summer (workshops) more often than the participle.
STOP_WORDS = frozenset(
    _WORD.findall("""
    a ai ainsi alors apres as assez au aucun aussi autre aux avec avez avoir avons c ca car ce ceci cela
    celle celui ces cet cette ceux chez ci comme d dans de des dois doit donc du elle elles en encore entre
    est et etc etes etre eu eux fait faut il ils j je l la le les leur leurs lors lui m ma mais me meme mes
    mettre moi mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut peux plus pour pourquoi
    puis qu quand que quel quelle quelles quels qui quoi s sa sais sait sans se sera ses si soi soit son
    sont suis sur t ta te tes toi ton tous tout toute toutes tres tu un une va vais vers veut veux voici
    voila vos votre vous vu y
    """)
)

# Words that say what one wants to do, not about what: they raise the score and never empty the answer.
SOFT_WORDS = frozenset(
    _WORD.findall("""
    acces accompagnement accompagner aide aider aides aller apprendre apprentissage arrive arriver attend
    attendre besoin bien bonjour bonsoir cherche chercher comment comprend comprendre comprends connais
    connaitre decouvrir demande demander dit endroit expliquer faire gens gratuit gratuite gratuitement gratuits
    habite habitons installer lieu lieux manque merci mieux montrer nouveau nouvelle obtenir ouvrir parler perdu
    personne personnes petit petite petites petits plein pouvoir prendre pres probleme problemes proche
    proximite quelqu quelque question questions recevoir recherche rechercher recois recu refaire regler remplir
    renouveler renseignement rien savoir servir simple svp trouver urgence urgent utilisation utilise utiliser
    voir voudrais vouloir
    """)
)

# For whom one asks: it helps to sort, and is no service (« ma mère ne sait pas envoyer un mail »).
_PEOPLE = frozenset(
    _WORD.findall("""
    ami amie amis beau belle compagne compagnon conjoint conjointe copain copine cousin cousine dame epouse epoux fille
    fils frere frangin frangine grand grande madame maman mamie mamies mamy mari mere monsieur neveu niece oncle
    papa papi papis papy pepe pere soeur tante tata tonton voisin voisine voisins
    """)
)
SOFT_WORDS |= _PEOPLE

# Where families live and papers come from: never a typing error of something else (« algérie » is no « alerte »).
COUNTRIES = frozenset(
    _WORD.findall("""
    afghanistan albanie algerie allemagne angleterre argentine australie autriche belgique bresil bulgarie cameroun
    canada chine comores congo croatie danemark ecosse egypte espagne ethiopie europe france gabon georgie ghana grece
    guinee guadeloupe guyane haiti hollande hongrie inde irak iran irlande israel italie japon kosovo laos liban
    luxembourg madagascar mali maroc martinique mauritanie mayotte mexique moldavie niger nigeria norvege pakistan
    perou pologne portugal quebec reunion roumanie russie senegal serbie slovaquie suede suisse syrie tchad thailande
    togo tunisie turquie ukraine vietnam
    """)
)

# Never stemmed and never read as a typing error of a longer word. Short words are corrected only to these.
ACRONYMS = frozenset(
    _WORD.findall("""
    aah ameli anah ants apl asso bij caf ccas cdi chu cias cio cmu cni cpam crous css cv dgfip dvd edf fle
    fs gps hlm ia mda mdph msa msap pad pc pdf pix pmi pmr qpv qr rdv rsa sav siret sms sncf tel tv urssaf
    usb vae wifi
    """)
)
# Nor these: Snowball takes them for a form of another word (France, loi, robot, étrange, test, voit).
_OTHER_WORDS = frozenset(_WORD.findall("etranger foyer francais loyer robotique testament voix"))
_FRENCH = frozenset({"francaise", "francaises"})
_NEVER_STEMMED = ACRONYMS | _OTHER_WORDS | {"papier", "office", "pass", "aptic", "pronote", "carsat", "doctolib"}

_stemmer = snowballstemmer.stemmer("french")
_stemmer_lock = threading.Lock()  # the pure Python stemmer keeps its state on itself


def words(text: str) -> list[str]:
    """Cut a text into folded words, in order: elided articles dropped, hyphens cut, digits kept."""
    text = _ELISION.sub("", fold(text))
    text = _COMPOUNDS.sub(lambda found: re.sub("[^a-z0-9]", "", found.group()), text)
    return [word[:MAX_WORD] for word in _WORD.findall(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Reduce a folded word to its stem.

    Words of four letters or fewer are left alone (Snowball would merge « café » with « CAF », « porte »
    with « port »), except for their plural mark, so that « codes » still meets « code ».
    """
    if len(word) <= 3 or word in _NEVER_STEMMED or not word.isalpha():
        return word
    if word in _FRENCH:
        return "francais"
    if word[-1] in "sx" and not word.endswith("ss"):
        singular = word[:-1]
        if len(singular) <= 4 or singular in _NEVER_STEMMED:
            return singular
        if word[-2] in "aiou":  # Snowball keeps the plural of « photos », « vidéos », « menus »
            word = singular
    if len(word) <= 4:
        return word
    with _stemmer_lock:
        return str(_stemmer.stemWord(word))


def terms(text: str) -> list[str]:
    """Give the stems of a text in order, stop words left out: the only thing that engines index."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


# Spelling → sound, applied in order on a folded word. Only sounds that French spells in several ways.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^h|(?<![cps])h", ""),  # mute h
        (r"ph", "f"),
        (r"sch|sh", "ch"),
        (r"qu|q|ck|k", "k"),
        (r"ch(?=[rlnt])", "k"),  # chrome, technique
        (r"ch", "C"),
        (r"eaux?|aux?", "o"),
        (r"(?:ou|eu|[eau])il(?:l|$)", "Y"),  # « travail », « travaille »; « ville » keeps its l
        (r"oeu|eu", "E"),
        (r"gu(?=[eiy])", "G"),
        (r"g(?=[eiy])|j", "J"),
        (r"(?:ti|ssi|ci|si)(?=on|el|aire|eux)", "si"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"G", "g"),
        (r"y", "i"),
        (r"x(?!$)", "ks"),
        (r"z", "s"),
        (r"ain(?![aeioun])|ein(?![aeioun])|in(?![aeiounE])|im(?=[pb])", "1"),
        (r"an(?![aeiounE])|am(?=[pb])|en(?![aeiounE])|em(?=[pb])", "2"),
        (r"on(?![aeiounE])|om(?=[pb])", "3"),
        (r"ai|ei|(?<=[a-zA-Z0-9]{2})(?:er|ez|ee|et)s?$", "e"),
        (r"oi", "oa"),
        (r"([a-zA-Z])\1+", r"\1"),  # doubled letters
        (r"(?<=[a-zA-Z0-9]{2})s$", ""),  # mute ends
        (r"(?<=[aeiou123][a-zA-Z0-9])e$|(?<=[aeiou123E])[tdpx]$", ""),
        (r"(?<=[a-zA-Z0-9]{2})e$", ""),
    )
)


@lru_cache(maxsize=65_536)
def phonetic(word: str) -> str:
    """Give a rough key of how a folded word sounds: equal for « fotocopi » and « photocopie »."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word
