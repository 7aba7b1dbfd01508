from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0010_partner_calendars")]

    operations = [
        migrations.AddField(
            "activity",
            "dates_made_of",
            models.CharField(blank=True, editable=False, max_length=32, verbose_name="empreinte de ses dates"),
        ),
    ]
