import django.db.models.deletion
from django.db import migrations, models

# {index of a foreign key: its table}: those of its rows are found by coder or by version
GOING = {
    "analysis_coding_plan_id_90e6d027": "analysis_coding",
    "analysis_excerpt_plan_id_77e2fc78": "analysis_excerpt",
}


class Migration(migrations.Migration):

    dependencies = [
        ("analysis", "0005_withdrawn_proposals"),
    ]

    operations = [
        # By name, as Django named them: on SQLite, altering the fields would make each table anew.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX "{index}"', reverse_sql=f'CREATE INDEX "{index}" ON "{table}" ("plan_id")'
                )
                for index, table in GOING.items()
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="coding",
                    name="plan",
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='analysis.actionplan'),
                ),
                migrations.AlterField(
                    model_name="excerpt",
                    name="plan",
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='excerpts', to='analysis.actionplan'),
                ),
            ],
        ),
    ]
