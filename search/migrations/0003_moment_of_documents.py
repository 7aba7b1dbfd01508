import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_list_of_help'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchdocument',
            name='made_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='fait le'),
            preserve_default=False,
        ),
    ]
