"""What dates may be chosen by: the terms of their activity, their day of the week and the part of the day."""

from zoneinfo import ZoneInfo

from django.db import migrations, models

from events.domain.filters import moment_of, write_terms

ROWS = 1000


def _write(query, name, value_of):
    rows = []
    for row in query.iterator(chunk_size=ROWS):
        setattr(row, name, value_of(row))
        rows.append(row)
        if len(rows) == ROWS:
            query.model.objects.bulk_update(rows, [name])
            rows = []
    query.model.objects.bulk_update(rows, [name])


def fill(apps, schema_editor):
    """The work of the night would write the same: until then filters would leave everything out."""

    def terms(activity):
        holder = activity.operator or activity.point
        organisations = (activity.organisation_id, holder.organisation_id if holder is not None else None)
        return write_terms(
            services=activity.services,
            publics=activity.publics,
            special_needs=activity.special_needs,
            access=activity.access,
            price=activity.price,
            accessibility=activity.accessibility,
            organisations=[pk for pk in organisations if pk is not None],
        )

    def moment(row):
        clock = ZoneInfo(row.zone)
        return moment_of(row.start.astimezone(clock), row.end.astimezone(clock))

    activities = apps.get_model("events", "Activity").objects.filter(live=True)
    _write(activities.select_related("operator", "point").order_by("pk"), "filter_terms", terms)
    dates = apps.get_model("events", "Occurrence").objects.order_by("pk")
    _write(dates.only("pk", "start", "end", "zone"), "moment", moment)


class Migration(migrations.Migration):
    dependencies = [("events", "0007_states_and_registration")]

    operations = [
        migrations.AddField(
            "activity", "filter_terms", models.TextField(blank=True, editable=False, verbose_name="filtres")
        ),
        migrations.AddField(
            "occurrence",
            "moment",
            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="moment"),
        ),
        migrations.AddField("farewell", "moment", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("farewell", "filter_terms", models.TextField(blank=True)),
        migrations.AddIndex(
            "occurrence",
            models.Index(fields=["local_date", "start", "id"], name="events_occu_local_d_bc8d91_idx"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
