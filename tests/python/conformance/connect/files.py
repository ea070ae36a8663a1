"""Passwords from ~/.pgpass and its like, options from ~/.pg_service.conf and its like."""

import os
import tempfile

import psycopg2

folder = tempfile.mkdtemp()
port = os.environ["PGPORT"]
password = os.environ.pop("PGPASSWORD")
for name in [name for name in os.environ if name in ("PGPASSFILE", "PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR")]:
    del os.environ[name]


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.chmod(path, 0o600)
    return path


def connect(what, *args, **kwargs):
    try:
        info = psycopg2.connect(*args, **kwargs).info
    except psycopg2.OperationalError as error:
        print(what, str(error).replace(folder, "FOLDER"))
    else:
        options = sorted({"passfile", "password", "service"} & set(info.dsn_parameters))
        print(what, info.user, info.dbname, info.used_password, info.needs_password, info.password == password, options)


os.environ["HOME"] = "/nowhere"
connect("no file", "")
path = write("pass", f"localhost:{port}:lab:reader:{password}\n")
connect("by keyword", passfile=path)
os.environ["PGPASSFILE"] = path
connect("by the environment", "")
connect("of another user", user="postgres")
connect("of another database", dbname="postgres")
connect("of another host", host="127.0.0.1")
connect("of an address with a name", host="localhost", hostaddr="127.0.0.1")
for text in (
    "*:*:*:*:reader\n",
    "*:*:*:*:wrong\n*:*:*:*:reader\n",
    "# a comment\n\n*:*:*:reader:reader",
    "localhost:1:*:*:wrong\nlocalhost:*:*:*:reader\n",
    "*:*:*:*:re\\ader:and more\n",
    "*:*:*:re\\ader:reader\r\n",
    "*:*:*:*:\n",
    "*:*:*:*",
    "nonsense\n*:*:*:*:reader\n",
    "\\*:*:*:*:reader\n",
    "*:*:*:*: reader\n",
):
    write("pass", text)
    connect(repr(text)[:60], "")
write("pass", "*:*:*:*:reader\n")
connect("a password wins", password="wrong")
connect("an empty one does not", password="")
del os.environ["PGPASSFILE"]
os.environ["HOME"] = folder
write(".pgpass", "*:*:*:*:reader\n")
connect("at home", "")
connect("an empty name", passfile="")
connect("not there", passfile=folder + "/nosuch")

os.environ["PGPASSWORD"] = password
os.environ["PGSERVICEFILE"] = write("service", "# a comment\n[one]\ndbname=postgres\nuser=reader\n\n[two]\nuser=nosuch\n")
connect("a service", service="one")
connect("a service in a string", "service=one dbname=lab")
connect("another", service="two")
connect("unknown", service="three")
connect("in a URI", "postgresql:///?service=one")
os.environ["PGSERVICE"] = "one"
connect("of the environment", "")
connect("in place of it", service="two")
del os.environ["PGSERVICE"]
for text in (
    "[s]\nnosuch=1\n",
    "[s]\nno equals sign\n",
    "[s]\nservice=other\n",
    "[s]\n  dbname=lab  \n",
    "[s]\ndbname = lab\n",
    "dbname=postgres\n[s]\ndbname=lab\n",
    "[s]\ndbname=lab\ndbname=postgres\n[s]\nnosuch=1\n",
    "[s\ndbname=lab\n",
    "[S]\ndbname=lab\n",
    "[s]\ndbname=\n",
    "[s]\nport=x\n",
    f"[s]\n{'a' * 1023}=1\n",
    "",
):
    write("service", text)
    connect(repr(text)[:60], service="s")
os.environ["PGSERVICEFILE"] = folder + "/nosuch"
connect("no such file", service="s")
os.environ["PGSERVICEFILE"] = folder
connect("a folder", service="s")
del os.environ["PGSERVICEFILE"]
write(".pg_service.conf", "[home]\ndbname=lab\n")
connect("at home", service="home")
os.environ["PGSYSCONFDIR"] = folder
write("pg_service.conf", "[system]\ndbname=postgres\n")
connect("of the system", service="system")
connect("in neither", service="neither")
