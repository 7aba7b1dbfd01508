"""The index, as ordinary tables: the same code on SQLite and PostgreSQL, in the transaction of what it describes.

Measured before choosing (20 000 points): 1.5 ms a question on SQLite and 2.7 ms on PostgreSQL, against 8 s for
modelsearch on SQLite. Rows are written by `search/index/writing.py` only.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.edit_form import EditForm
from portal.words.zone import PARIS


class SearchDocument(models.Model):
    """One thing to find: what a page of results and its filters need, without asking the room that owns it."""

    key = models.CharField(_("clé"), max_length=80, unique=True)
    kind = models.CharField(_("genre"), max_length=30)
    object_pk = models.CharField(_("identifiant"), max_length=48)
    title = models.CharField(_("titre"), max_length=300)
    sort_title = models.CharField(_("titre pour le tri"), max_length=300)
    url = models.CharField(_("adresse"), max_length=600)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    approximate = models.BooleanField(_("position approximative"), default=False)
    insee = models.CharField(_("code INSEE"), max_length=5, blank=True)
    # The clock by which choices on time are told there (IANA name)
    zone = models.CharField(_("fuseau horaire"), max_length=40, default=PARIS.key)
    by_date = models.BooleanField(_("reçoit à des dates seulement"), default=False)
    # Codes by group as compact JSON. Text, not a JSON column: equal texts are decoded once and counted together.
    facets = models.TextField(_("filtres"), default="{}")
    boost = models.FloatField(_("poids"), default=1.0)
    # What it says depends on the day too: the digest is that of this moment.
    digest = models.CharField(_("empreinte"), max_length=32)
    made_at = models.DateTimeField(_("fait le"))
    # The analysed text, one line a field. Last, so that SQLite does not step over it to reach what it needs.
    stems = models.TextField(_("racines"), blank=True)
    words = models.TextField(_("mots"), blank=True)
    # A text of the owner's own, given back with each hit of a page and read for nothing else.
    card = models.TextField(_("carte"), blank=True)
    # That of the change which wrote the row, and the one that Elasticsearch confirmed (`search/engines/replica/`).
    revision = models.BigIntegerField(_("révision"), default=0)
    es_revision = models.BigIntegerField(_("révision envoyée"), default=0)

    class Meta:
        verbose_name = _("document de recherche")
        verbose_name_plural = _("documents de recherche")
        ordering = ["key"]
        indexes = [
            models.Index(fields=["kind", "latitude", "longitude"], name="search_document_where"),
            models.Index(
                fields=["revision"],
                condition=models.Q(es_revision__lt=models.F("revision")),
                name="search_document_to_send",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class SearchGone(models.Model):
    """A key that Elasticsearch has still to forget."""

    key = models.CharField(_("clé"), max_length=80, unique=True)
    revision = models.BigIntegerField(_("révision"))

    class Meta:
        verbose_name = _("document retiré")
        verbose_name_plural = _("documents retirés")

    def __str__(self) -> str:
        return self.key


class SearchPosting(models.Model):
    """A stem, or two stems that follow one another, in a document; with the weight of the best field that holds it."""

    term = models.CharField(_("racine"), max_length=81)
    document = models.ForeignKey(
        SearchDocument, verbose_name=_("document"), on_delete=models.CASCADE, related_name="postings"
    )
    weight = models.FloatField(_("poids"))

    class Meta:
        verbose_name = _("racine d’un document")
        verbose_name_plural = _("racines des documents")
        # A covering index: a question never reads the table itself.
        indexes = [models.Index(fields=["term", "document", "weight"], name="search_posting_term")]

    def __str__(self) -> str:
        return self.term


class SearchSpan(models.Model):
    """A stretch of time during which something holds for a document, such as being open."""

    document = models.ForeignKey(
        SearchDocument, verbose_name=_("document"), on_delete=models.CASCADE, related_name="spans"
    )
    kind = models.CharField(_("genre"), max_length=30)
    start = models.DateTimeField(_("début"))
    end = models.DateTimeField(_("fin"))

    class Meta:
        verbose_name = _("période d’un document")
        verbose_name_plural = _("périodes des documents")
        indexes = [models.Index(fields=["kind", "start", "end", "document"], name="search_span_when")]

    def __str__(self) -> str:
        return f"{self.kind} {self.start:%Y-%m-%d %H:%M}"


class SearchWord(models.Model):
    """A folded word of the index and how many documents of a kind hold it: what typing errors are corrected to, and
    which words are worth looking for among these kinds."""

    word = models.CharField(_("mot"), max_length=40)
    kind = models.CharField(_("genre"), max_length=30)
    df = models.PositiveIntegerField(_("documents"))
    shown = models.CharField(_("écriture"), max_length=60, help_text=_("Le mot avec ses accents, pour l’afficher."))

    class Meta:
        verbose_name = _("mot de l’index")
        verbose_name_plural = _("mots de l’index")
        constraints = [models.UniqueConstraint(fields=["word", "kind"], name="search_word_of_kind")]

    def __str__(self) -> str:
        return self.word


class SearchState(models.Model):
    """One row: what worker processes compare with what they remember, so that they never disagree for long.

    Tokens are random, not counted: after a rolled-back transaction a counter would come back to the same value with
    another content, and a process that had read inside it would keep a wrong memory for ever.
    """

    index_token = models.BigIntegerField(default=0)
    words_token = models.BigIntegerField(default=0)
    places_token = models.BigIntegerField(default=0)
    synonyms_token = models.BigIntegerField(default=0)
    # Counted under the lock of this row, which every writer of the index takes first: it never goes back, and a later
    # change of a key has the greater one, even when the key was gone in between.
    revision = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("état de la recherche")
        verbose_name_plural = _("état de la recherche")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="search_state_single_row")]

    def __str__(self) -> str:
        return str(self.index_token)


class SearchSynonym(models.Model):
    """Words that people use for one another, added by an editor to the built-in list; they act at once."""

    words = models.TextField(
        _("mots équivalents"),
        help_text=_("Un mot ou une expression par ligne. Chercher l’un trouvera aussi les autres."),
    )

    base_form_class = EditForm

    class Meta:
        verbose_name = _("groupe de synonymes")
        verbose_name_plural = _("synonymes de la recherche")
        ordering = ["words"]

    def __str__(self) -> str:
        return ", ".join(self.phrases)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words and phrases, one a line, without empty lines."""
        return tuple(line.strip() for line in self.words.splitlines() if line.strip())


class UnknownWord(models.Model):
    """A word of searches without answer. `word` is empty until it may be read (`search.question.unknown_words`)."""

    digest = models.CharField(_("empreinte"), max_length=32, unique=True)
    word = models.CharField(_("mot"), max_length=20, blank=True)
    searches = models.PositiveIntegerField(_("recherches"), default=0)
    days = models.PositiveIntegerField(_("jours"), default=0)
    last_day = models.DateField(_("dernier jour"), null=True)

    class Meta:
        verbose_name = _("mot inconnu")
        verbose_name_plural = _("mots inconnus")
        ordering = ["-searches", "word"]

    def __str__(self) -> str:
        return self.word or self.digest
