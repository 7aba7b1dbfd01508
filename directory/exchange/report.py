"""Says what an import will do, or has done, in French sentences. No Django here."""

from collections.abc import Iterator, Sequence

from directory.exchange.plan import ImportPlan, Why
from directory.standard.rows import Problem

# More would be read by nobody; refused rows come first.
SHOWN = 50
NAMED = 5


def lines(plan: ImportPlan) -> Iterator[str]:
    """One sentence a line: counts, why places were kept, then what is said of single rows."""
    yield f"{len(plan.created)} lieux créés, {len(plan.changed)} mis à jour, {len(plan.unchanged)} déjà à jour"
    yield f"{len(plan.kept)} lieux gardés tels quels, {len(plan.merged)} fiches en double réunies"
    yield from _kept(plan)
    yield f"{len({problem.line for problem in plan.refused})} lignes refusées"
    said = [*plan.refused, *plan.remarks]
    yield from map(_sentence, said[:SHOWN])
    if len(said) > SHOWN:
        yield f"… et {len(said) - SHOWN} autres remarques."


def _kept(plan: ImportPlan) -> Iterator[str]:
    for why in Why:
        names = [f"{one.name} ({one.identifier})" for one in plan.kept if one.why is why]
        if names:
            yield f"dont {len(names)} {why} : {_some(names)}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")


def _sentence(problem: Problem) -> str:
    where = f"Ligne {problem.line}, {problem.field}" if problem.field else f"Ligne {problem.line}"
    return f"{where} : {problem.message}"
