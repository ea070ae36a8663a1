"""Django: migrations, passwords, time zones, savepoints, JSON and errors, on its backend for PostgreSQL."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="secret",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["PGDATABASE"],
            "USER": os.environ["PGUSER"],
            "PASSWORD": os.environ["PGPASSWORD"],
            "HOST": os.environ["PGHOST"],
            "PORT": os.environ["PGPORT"],
        }
    },
    USE_TZ=True,
    TIME_ZONE="Europe/Berlin",
)
django.setup()

from django.contrib.auth.hashers import ScryptPasswordHasher, check_password, make_password  # noqa: E402
from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import IntegrityError, OperationalError, connection, transaction  # noqa: E402
from django.db.models import Count, F  # noqa: E402
from django.db.models.functions import TruncDay  # noqa: E402
from django.utils import timezone  # noqa: E402

call_command("migrate", verbosity=0)
call_command("showmigrations", "auth", no_color=True)

ada = User.objects.create_user("ada", password="correct horse")
ada.refresh_from_db()
print("password", ada.password.split("$")[0], ada.check_password("correct horse"), ada.check_password("wrong"))
print("scrypt", check_password("p", ScryptPasswordHasher().encode("p", "salt")))
print("made", make_password("p", "salt"))

User.objects.filter(username="ada").update(date_joined=datetime(2024, 7, 1, 0, 30, tzinfo=ZoneInfo("Europe/Berlin")))
ada.refresh_from_db()
print(ada.date_joined.isoformat(), timezone.localtime(ada.date_joined).isoformat(), timezone.get_current_timezone_name())
print(User.objects.filter(date_joined__date="2024-07-01").count(), User.objects.filter(date_joined__hour=0).count())
print([str(row["day"]) for row in User.objects.annotate(day=TruncDay("date_joined", tzinfo=ZoneInfo("America/New_York"))).values("day")])

groups = Group.objects.bulk_create(Group(name=name) for name in ("a", "b", "c"))
ada.groups.set(groups)
print(list(Group.objects.annotate(users=Count("user")).order_by("name").values_list("name", "users")))
print(User.objects.filter(groups__name__in=["a", "b"]).distinct().query)
try:
    with transaction.atomic():
        with transaction.atomic():
            Group.objects.create(name="d")
        Group.objects.create(name="a")
except IntegrityError as error:
    print("integrity", error.__cause__.pgcode, str(error).splitlines()[0])
print(Group.objects.filter(name="d").exists(), connection.in_atomic_block)
with transaction.atomic():
    print(User.objects.select_for_update().get(pk=ada.pk).username)
with connection.cursor() as cursor:
    cursor.execute("SET statement_timeout = 50")
    try:
        cursor.execute("SELECT pg_sleep(10)")
    except OperationalError as error:
        print("timeout", error.__cause__.pgcode, type(error.__cause__).__module__)
    cursor.execute("RESET statement_timeout")
User.objects.update(first_name=F("username"))
print(list(User.objects.iterator(chunk_size=2)), User.objects.values_list("first_name", flat=True)[0])
connection.close()
