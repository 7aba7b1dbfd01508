from collections import Counter

from django.db import migrations, models


def count_again(apps, schema_editor):
    """From the words of the documents, with the spellings that were known."""
    documents = apps.get_model("search", "SearchDocument").objects
    shown = dict(apps.get_model("search", "FormerSearchWord").objects.values_list("word", "shown"))
    counted = Counter(
        (kind, word) for kind, text in documents.values_list("kind", "words").iterator() for word in text.split()
    )
    new = apps.get_model("search", "SearchWord")
    new.objects.bulk_create(
        (new(kind=kind, word=word, df=df, shown=shown.get(word, word)) for (kind, word), df in counted.items()),
        batch_size=2_000,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0006_replica"),
    ]

    operations = [
        migrations.RenameModel("SearchWord", "FormerSearchWord"),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, verbose_name="mot")),
                ("kind", models.CharField(max_length=30, verbose_name="genre")),
                ("df", models.PositiveIntegerField(verbose_name="documents")),
                ("shown", models.CharField(
                    help_text="Le mot avec ses accents, pour l’afficher.", max_length=60, verbose_name="écriture"
                )),
            ],
            options={
                "verbose_name": "mot de l’index",
                "verbose_name_plural": "mots de l’index",
                "constraints": [models.UniqueConstraint(fields=("word", "kind"), name="search_word_of_kind")],
            },
        ),
        migrations.RunPython(count_again, migrations.RunPython.noop),
        migrations.DeleteModel("FormerSearchWord"),
    ]
