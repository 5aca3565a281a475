import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0004_licence_uses'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredBody',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='stored_body', serialize=False, to='content.article')),
                ('digest', models.CharField(max_length=32)),
                ('packed', models.BinaryField()),
            ],
        ),
    ]
