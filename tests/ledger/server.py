"""A server of PostgreSQL of the tests' own: its data in a folder that goes with it, reached by a socket
in a folder of its own, never by the network. As root it runs as nobody, for it refuses to be root.
"""

import glob
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

LOCALE = "C.UTF-8"


def programs():
    """Where initdb and pg_ctl are: Debian keeps them off PATH, a folder a version."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda f: int(f.split("/")[-2]))
    found = shutil.which("initdb")
    folder = folders[-1] if folders else os.path.dirname(found) if found else None
    if not folder:
        sys.exit("no server of PostgreSQL to test with; `.ci/deps tests` installs it")
    return folder


class Server:
    def __init__(self, build):
        self.bin = programs()
        self.socket = tempfile.mkdtemp(prefix="sayso-pg-")
        # nobody may not go into each folder that root builds in
        own = os.getuid() != 0 or all(p.stat().st_mode & 1 for p in pathlib.Path(build).parents)
        self.folder = tempfile.mkdtemp(prefix="pg-", dir=build if own else None)
        self.user = (
            ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            if os.getuid() == 0
            else []
        )
        if self.user:
            shutil.chown(self.socket, "nobody")
            shutil.chown(self.folder, "nobody")
        self.started = False

    def run(self, name, *args):
        log = os.path.join(self.socket, "out")
        with open(log, "w+b") as out:
            p = subprocess.run(
                [*self.user, os.path.join(self.bin, name), *args],
                cwd=self.socket,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
            if p.returncode:
                out.seek(0)
                sys.exit(f"{name}: {out.read().decode()}")

    def __enter__(self):
        data = os.path.join(self.folder, "data")
        try:
            self.run(
                "initdb",
                "-D",
                data,
                "-U",
                "sayso",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                f"--locale={LOCALE}",
            )
            # what is lost with the machine is made anew: no waiting for the disk
            self.run(
                "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                os.path.join(self.folder, "log"),
                "-o",
                f"-k {self.socket} -c listen_addresses= -c fsync=off -c max_connections=20",
                "start",
            )
            self.started = True
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.started:
            self.run("pg_ctl", "-D", os.path.join(self.folder, "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.socket, ignore_errors=True)

    def sql(self, text, database="postgres"):
        """What psql prints of it, unaligned."""
        p = subprocess.run(
            [
                "psql",
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                self.socket,
                "-U",
                "sayso",
                "-d",
                database,
            ],
            input=text,
            capture_output=True,
            text=True,
        )
        if p.returncode:
            raise RuntimeError(p.stderr)
        return p.stdout.strip()

    def address(self, database="postgres", user="sayso", schema=None):
        options = f"&options=-csearch_path%3D{schema}" if schema else ""
        return f"postgresql://{user}@/{database}?host={self.socket}{options}"
