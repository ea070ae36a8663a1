"""A server for all tests, from the package's command; it is reset before each."""

import subprocess

import pytest


class Server:
    """`uri` is for any driver; the other methods are the command's."""

    def __init__(self, *arguments):
        command = ["npx", "sessions-for-pglite", "serve", *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.uri = self._process.stdout.readline().strip()

    def _obey(self, line):
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer == "ok", answer

    def reset(self):
        self._obey("reset")

    def advance(self, seconds):
        self._obey(f"advance {seconds}")

    def close(self):
        self._process.stdin.close()
        assert self._process.wait() == 0


@pytest.fixture(scope="session")
def running_server():
    server = Server("--setup", "create table visit (page text, at timestamptz default now())")
    yield server
    server.close()


@pytest.fixture
def server(running_server):
    running_server.reset()
    return running_server
