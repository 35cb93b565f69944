"""The groups that are the newsroom's roles. Names only: who may do what stands in articles/models/rights.py."""

from django.db import migrations

ROLES = (
    "contributor",
    "reporter",
    "copy_editor",
    "section_editor",
    "topic_tagger",
    "managing_editor",
    "administrator",
)


def make_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
