"""A date was pinned as a whole; now each thing that a person decided is."""

from django.db import migrations, models


def what_was_pinned(apps, schema_editor):
    """Which of the hour, the places or the note was edited is not known: the hour stays, as it did."""
    pinned = apps.get_model("events", "Occurrence").objects.filter(pinned=True)
    pinned.filter(status="cancelled").update(cancelled_by_hand=True)
    pinned.update(hours_by_hand=True)
    pinned.filter(places_left__isnull=False).update(places_by_hand=True)


class Migration(migrations.Migration):
    dependencies = [("events", "0003_clock_of_dates")]

    operations = [
        migrations.AddField(
            "occurrence", "hours_by_hand", models.BooleanField(default=False, verbose_name="heure choisie à la main")
        ),
        migrations.AddField(
            "occurrence", "cancelled_by_hand", models.BooleanField(default=False, verbose_name="annulée à la main")
        ),
        migrations.AddField(
            "occurrence",
            "places_by_hand",
            models.BooleanField(default=False, verbose_name="places données à la main"),
        ),
        migrations.RunPython(what_was_pinned, migrations.RunPython.noop),
        migrations.RemoveField("occurrence", "pinned"),
    ]
