"""What came from outside: each import with its difference, and what each feed last said of each place."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.help_point import HelpPoint


class ImportRun(models.Model):
    """One file, or the undoing of one: decided and stored first, applied later, in chunks.

    `content` is the file (zlib), kept until nothing is left to decide again. `mapping` says how its columns are read
    (`standard.mapping.rules`), `notes` are sentences about the whole file. `summary` counts the steps by kind.
    """

    class State(models.TextChoices):
        READING = "reading", _("Lecture du fichier")
        UNREAD = "unread", _("Colonnes à choisir")
        PREPARED = "prepared", _("À vérifier")
        APPLYING = "applying", _("En cours")
        DONE = "done", _("Fait")
        DROPPED = "dropped", _("Abandonné")

    feed = models.CharField(_("source"), max_length=100, help_text=_("De qui vient ce fichier : « Le Département »."))
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.READING)
    file_name = models.CharField(_("fichier"), max_length=200, blank=True)
    recognised = models.CharField(_("ce qui a été reconnu"), max_length=300, blank=True)
    notes = models.JSONField(_("remarques sur le fichier"), default=list)
    as_of = models.DateField(_("date de la liste"), null=True, blank=True)
    mapping = models.JSONField(_("colonnes"), null=True)
    mapping_chosen = models.BooleanField(_("colonnes choisies par une personne"), default=False)
    content = models.BinaryField(null=True)
    update = models.BooleanField(_("mettre à jour les lieux déjà connus"), default=True)
    unpublish_vanished = models.BooleanField(_("dépublier les lieux qui ne sont plus dans le fichier"), default=False)
    summary = models.JSONField(default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("préparé le"))
    moved_at = models.DateTimeField(_("dernier pas"), null=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.CASCADE, related_name="undone_by")

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed"], condition=Q(state="applying"), name="directory_import_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.feed} ({self.created_at:%d/%m/%Y})"


class ImportStep(models.Model):
    """One place of a run: the journal of what is to do, was done, or was left and why.

    `before`, `after` and `given` hold values as `exchange.mapping.to_json` writes them: the fields that change, and all
    that the row says. `kept` is what the row says of fields that people corrected here.
    """

    class Kind(models.TextChoices):
        CREATE = "create", _("Nouveau")
        CHANGE = "change", _("Changé")
        REMEMBER = "remember", _("Corrigé ici, laissé tel quel")
        UNPUBLISH = "unpublish", _("N’est plus dans le fichier")
        PUBLISH = "publish", _("Publié de nouveau")
        DELETE = "delete", _("Création défaite")
        LEAVE = "leave", _("Laissé tel quel")

    class State(models.TextChoices):
        WAITING = "waiting", _("À faire")
        DONE = "done", _("Fait")
        LEFT = "left", _("Laissé")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    line = models.PositiveIntegerField(null=True)
    identifier = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    given = models.JSONField(null=True)
    given_before = models.JSONField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("pas d’un import")
        verbose_name_plural = _("pas d’un import")
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "state"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.identifier}"


class ImportRemark(models.Model):
    """What is said of one cell of a file; `level` is that of `standard.rows.Problem`."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="remarks")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=300, blank=True)
    message = models.TextField()
    level = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("remarque d’un import")
        verbose_name_plural = _("remarques d’un import")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.line} {self.column}"


class SourceRecord(models.Model):
    """What a feed last said of a place. A field whose value no feed gave was written here, by a person.

    `point` may bear another identifier: the record was merged into it. Empty, the place was deleted here, and no
    import brings it back.
    """

    feed = models.CharField(max_length=100)
    identifier = models.CharField(max_length=200)
    point = models.ForeignKey(HelpPoint, null=True, on_delete=models.SET_NULL, related_name="source_records")
    values = models.JSONField()

    class Meta:
        verbose_name = _("fiche d’une source")
        verbose_name_plural = _("fiches des sources")
        constraints = [models.UniqueConstraint(fields=["feed", "identifier"], name="directory_source_record_once")]
        indexes = [models.Index(fields=["identifier"])]

    def __str__(self) -> str:
        return f"{self.feed} {self.identifier}"
