"""The screens of an import: a file, what it would change, its writing, its report, its undoing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from directory.admin.imports.forms import ApplyForm, ColumnsForm, UploadForm
from directory.admin.imports.rows import place_rows
from directory.admin.sheet import sheet
from directory.exchange import report
from directory.exchange.apply import Busy, Stale, carry_on, start
from directory.exchange.existing import slices
from directory.exchange.files import choose_columns, opened, prepare_again, prepare_file
from directory.exchange.undo import NotUndone, prepare_undo
from directory.models import ImportRun, ImportStep
from directory.standard.opening import UnreadableFile
from portal.ground.admin_area import writes_by_itself
from portal.ground.admin_screen import Screen, page

PER_PAGE = 50
ICON = "upload"
# A request that writes for longer makes a browser, or a proxy, give up.
SECONDS_A_REQUEST = 2.0
State, Kind = ImportRun.State, ImportStep.Kind


def index(request: HttpRequest) -> HttpResponse:
    runs = ImportRun.objects.select_related("started_by", "undoes").defer("content")
    shown = Paginator(runs, PER_PAGE).get_page(request.GET.get("p"))
    listed = [(run, ", ".join(report.counts(run))) for run in shown]
    context = {"runs": listed, "page": shown}
    return page(request, "directory/admin/imports/index.html", _("Imports"), ICON, context)


@writes_by_itself
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The file is read here, outside any transaction: what it would change is stored, nothing public moves."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = ImportRun(
            feed=form.cleaned_data["feed"].strip(),
            file_name=file.name[:200],
            update=form.cleaned_data["update"],
            as_of=form.cleaned_data["as_of"],
            created_at=timezone.now(),
            started_by_id=request.user.pk,
        )
        try:
            prepare_file(run, file.read())
            return redirect("directory_imports:columns", pk=run.pk) if run.state == State.UNREAD else _to(run)
        except UnreadableFile as error:
            form.add_error("file", str(error))
    feeds = ImportRun.objects.order_by("feed").values_list("feed", flat=True).distinct()
    context = {"form": form, "feeds": feeds}
    return page(request, "directory/admin/imports/upload.html", _("Importer un fichier de lieux"), ICON, context)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run(pk)
    return _show(request, run, ApplyForm(run))


@writes_by_itself
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """For a table that nothing recognises: a person says what its columns hold, once a feed."""
    run = _run(pk)
    if run.state not in (State.UNREAD, State.PREPARED) or run.undoes_id is not None:
        return _to(run)
    form = ColumnsForm(run, opened(run).columns, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_columns(run, form.cleaned_data)
        except UnreadableFile as error:
            messages.error(request, str(error))
            return redirect("directory_imports:index")
        return _to(run)
    context = {"run": run, "form": form}
    return page(request, "directory/admin/imports/columns.html", _("Choisir les colonnes"), ICON, context, str(run))


@writes_by_itself
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run(pk)
    if run.state != State.PREPARED:
        return _to(run)
    form = ApplyForm(run, request.POST)
    if not form.is_valid():
        return _show(request, run, form)
    run.unpublish_vanished = run.undoes_id is not None or form.cleaned_data.get("unpublish_vanished", False)
    try:
        start(run, timezone.now())
    except Busy as error:
        messages.error(request, str(error))
    except Stale:
        run = _made_again(run)
        sentence = _(
            "L’annuaire a changé depuis que cette page a été faite : relisez les différences, les voici de nouveau."
        )
        messages.warning(request, sentence)
    return _to(run)


@writes_by_itself
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """As many hundreds of places as two seconds hold, each in its own transaction."""
    until = time.monotonic() + SECONDS_A_REQUEST
    while carry_on(pk, timezone.now()) and time.monotonic() < until:
        pass
    return _to(_run(pk))


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    dropped = ImportRun.objects.filter(pk=pk, state__in=[State.UNREAD, State.PREPARED])
    if dropped.update(state=State.DROPPED, content=None):
        messages.success(request, _("Rien n’a été changé : cet import est abandonné."))
    return redirect("directory_imports:index")


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        return _to(prepare_undo(_run(pk), timezone.now(), request.user))
    except NotUndone as error:
        messages.error(request, str(error))
        return _to(_run(pk))


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report, one line a changed field and one a remark, as a spreadsheet."""
    run = _run(pk)
    head = [
        _("Quoi"),
        _("État"),
        _("Ligne"),
        _("Lieu"),
        _("Identifiant"),
        _("Champ"),
        _("Avant"),
        _("Après"),
        _("Remarque"),
    ]
    return sheet(f"import-{run.pk}", f"Import {run.pk}", head, _report_rows(run))


def _report_rows(run: ImportRun) -> Iterator[list[object]]:
    for remark in run.remarks.iterator():
        what = _("Refusé") if remark.level == "fatal" else _("Remarque")
        yield [what, "", remark.line, "", "", remark.column, remark.value, "", remark.message]
    for slice_ in slices(run.steps.order_by("pk").iterator()):
        for row in place_rows(slice_):
            step = row.step
            head = [step.get_kind_display(), step.get_state_display(), step.line, step.name, step.identifier]
            changed = [field for field in row.fields if step.kind != Kind.CREATE]
            if not changed:
                yield [*head, "", "", "", step.why]
            for field in changed:
                yield [
                    *head,
                    field.label,
                    field.before,
                    field.after,
                    _("corrigé ici, laissé") if field.kept else step.why,
                ]


def _made_again(run: ImportRun) -> ImportRun:
    return prepare_again(run) if run.undoes is None else prepare_undo(run.undoes, timezone.now(), run.started_by)


def _show(request: HttpRequest, run: ImportRun, form: ApplyForm) -> HttpResponse:
    kinds = [(kind, _steps(run, kind).count() if run.summary.get(kind.value) else 0) for kind in Kind]
    shown = request.GET.get("quoi", "")
    sections = [
        {"kind": kind, "number": number, "rows": _rows(run, kind, request, whole=shown == kind.value)}
        for kind, number in kinds
        if number and (not shown or shown == kind.value)
    ]
    gravest = Case(When(level="fatal", then=0), When(level="warning", then=1), default=2)
    said = Paginator(run.remarks.order_by(gravest, "line", "pk"), PER_PAGE)
    remarks = said.get_page(request.GET.get("p") if shown == "remarques" else 1)
    context = {
        "run": run,
        "form": form,
        "sections": sections,
        "counts": list(report.counts(run)),
        "remarks": remarks if not shown or shown == "remarques" else None,
        "shown": shown,
        "left": run.steps.filter(state=ImportStep.State.LEFT).exclude(kind=Kind.LEAVE).count(),
        "waiting": run.steps.filter(state=ImportStep.State.WAITING).count() if run.state == State.APPLYING else 0,
        "steps": run.steps.count() if run.state == State.APPLYING else 0,
        "undone_by": ImportRun.objects.filter(undoes=run).exclude(state=State.DROPPED).first(),
    }
    # Not « Import » alone: Wagtail's own words for a button would take its place.
    number = _("Import n° %(number)s") % {"number": run.pk}
    title, icon = (number, ICON) if run.undoes is None else (_("Annuler un import"), "undo")
    return page(request, "directory/admin/imports/run.html", title, icon, context, str(run.undoes or run))


def _steps(run: ImportRun, kind: ImportStep.Kind) -> QuerySet[ImportStep]:
    """Of what is only remembered, that which keeps a correction."""
    steps = run.steps.filter(kind=kind)
    return steps.exclude(kept={}) if kind == Kind.REMEMBER else steps


def _rows(run: ImportRun, kind: ImportStep.Kind, request: HttpRequest, *, whole: bool) -> dict[str, Any]:
    page = Paginator(_steps(run, kind), PER_PAGE).get_page(request.GET.get("p") if whole else 1)
    return {"page": page, "places": place_rows(page.object_list)}


def _run(pk: int) -> ImportRun:
    run: ImportRun = get_object_or_404(ImportRun.objects.select_related("undoes", "started_by"), pk=pk)
    return run


def _to(run: ImportRun) -> HttpResponse:
    return redirect("directory_imports:show", pk=run.pk)


class ImportViewSet(Screen):
    name = "directory_imports"
    url_prefix = "lieux/imports"
    icon = ICON
    menu_label = gettext_lazy("Imports")
    permission = "directory.add_importrun"
    views = (
        ("", index, "index"),
        ("nouveau/", upload, "upload"),
        ("<int:pk>/", show, "show"),
        ("<int:pk>/colonnes/", columns, "columns"),
        ("<int:pk>/appliquer/", apply, "apply"),
        ("<int:pk>/suite/", go_on, "go_on"),
        ("<int:pk>/abandonner/", drop, "drop"),
        ("<int:pk>/annuler/", undo, "undo"),
        ("<int:pk>/rapport.xlsx", download, "download"),
    )
