"""Says what an import will do, or has done, in French sentences."""

from collections.abc import Iterator

from directory.exchange.plan import Kind
from directory.models import ImportRun, ImportStep

# More would be read by nobody; refused rows come first.
SHOWN = 50


def counts(run: ImportRun) -> Iterator[str]:
    """One sentence a kind of thing that there is."""
    for kind, one, many in (
        (Kind.CREATE.value, "1 lieu nouveau", "%d lieux nouveaux"),
        (Kind.CHANGE.value, "1 lieu mis à jour", "%d lieux mis à jour"),
        ("unchanged", "1 lieu déjà à jour", "%d lieux déjà à jour"),
        ("kept", "1 lieu garde ce qui a été corrigé ici", "%d lieux gardent ce qui a été corrigé ici"),
        ("foreign", "1 lieu changé vient d’une autre source", "%d lieux changés viennent d’une autre source"),
        (Kind.UNPUBLISH.value, "1 lieu n’est plus dans le fichier", "%d lieux ne sont plus dans le fichier"),
        (Kind.PUBLISH.value, "1 lieu publié de nouveau", "%d lieux publiés de nouveau"),
        (Kind.DELETE.value, "1 lieu créé par cet import est retiré", "%d lieux créés par cet import sont retirés"),
        (Kind.LEAVE.value, "1 lieu laissé tel quel", "%d lieux laissés tels quels"),
        ("refused", "1 ligne refusée", "%d lignes refusées"),
    ):
        if number := run.summary.get(kind, 0):
            yield one if number == 1 else many % number


def lines(run: ImportRun) -> Iterator[str]:
    """One sentence a line: the file, counts, what was left and why, then what is said of single rows."""
    yield from filter(None, [run.recognised, *run.notes])
    yield from counts(run)
    if not any(run.summary.get(kind) for kind in (*Kind, "refused")):
        yield "Rien à faire : l’annuaire dit déjà tout cela."
    left = run.steps.filter(state=ImportStep.State.LEFT)
    for name, identifier, why in left.values_list("name", "identifier", "why")[:SHOWN]:
        yield f"Laissé : {name} ({identifier}), {why}"
    said = [*run.remarks.filter(level="fatal")[:SHOWN], *run.remarks.exclude(level="fatal")[:SHOWN]]
    for remark in said[:SHOWN]:
        where = f"Ligne {remark.line}, {remark.column}" if remark.column else f"Ligne {remark.line}"
        yield f"{where} : {remark.message}"
    if (more := run.remarks.count() - SHOWN) > 0:
        yield f"… et {more} autres remarques."
