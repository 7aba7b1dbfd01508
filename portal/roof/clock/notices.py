"""What an administrator must know about the clock."""

from datetime import datetime, timedelta

from portal.models import JobRun

# Beyond these something is wrong: the night's work is then a whole day late, the clock stopped.
LATE = {"nightly": timedelta(hours=26), "minute": timedelta(minutes=5)}


def warnings(now: datetime) -> list[str]:
    """What is wrong, in plain sentences; empty when all is well."""
    said = []
    runs = {run.name: run for run in JobRun.objects.filter(name__in=LATE)}
    if _is_late(runs.get("minute"), now, LATE["minute"]):
        said.append(
            "L’horloge du portail est arrêtée : les publications programmées attendent. "
            "Demandez à la personne qui gère le serveur de relancer « manage.py clock »."
        )
    night = runs.get("nightly")
    if _is_late(night, now, LATE["nightly"]):
        said.append(
            "Le travail de la nuit n’a pas été fait depuis plus d’un jour : "
            "les dates et la recherche peuvent être en retard."
        )
    elif night is not None and night.failed:
        said.append(f"Le travail de la nuit a échoué ({night.message}). Un nouvel essai a lieu chaque heure.")
    return said


def _is_late(run: JobRun | None, now: datetime, limit: timedelta) -> bool:
    """Or at a moment that has yet to come: neither is a clock that runs."""
    return run is None or run.started_at is None or abs(now - run.started_at) > limit
