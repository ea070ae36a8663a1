"""For checks of exercises: what happened in the reader's run, and a look at the server as that has left it.

A check is a program of its own, run after the reader's. It has passed when it ends; it raises `Wrong`, with words for the reader, if not.
"""

from __future__ import annotations

import json
import sys

import psycopg2

_told = json.loads(sys.argv[1])
#: As src/messages/event.ts has them, in their order.
events = _told["events"]


class Wrong(Exception):
    """The program does not do what the exercise asks for."""


def expect(condition: object, words: str) -> None:
    if not condition:
        raise Wrong(words)


expect(_told["complete"], "Your program did more than can be followed. Let it do less.")


def ended_with() -> str | None:
    """The full name of the exception that has ended the program."""
    return _told["exception"] and _told["exception"]["type"]


def expect_good_end() -> None:
    expect(ended_with() is None, f"Your program has ended with {ended_with()}.")
    expect(_told["exitStatus"] == 0, f"Your program has exited with status {_told['exitStatus']}.")


def of_kind(kind: str, **fields: object) -> list[dict]:
    """The events of this kind that have these fields."""
    return [event for event in events if event["kind"] == kind and all(event.get(name) == value for name, value in fields.items())]


def fired(timer: str) -> int:
    return len(of_kind("timer-fired", timer=timer))


def reports(sqlstate: str) -> list[dict]:
    """Errors and notices that sessions were sent, their last words included."""
    return [event for event in events if (event.get("report") or {}).get("sqlstate") == sqlstate]


def calls(function: str, text: str = "") -> list[dict]:
    """Calls of the driver, such as `commit`, that are about this. Each has the exception that it raised, or None, as `raised`."""
    returned = {event["call"]: event["raised"] for event in of_kind("return")}
    found = [event for event in of_kind("call", function=function) if text.lower() in event["text"].lower()]
    return [{**event, "raised": returned.get(event["call"])} for event in found]


def during(call: dict) -> list[dict]:
    """What happened from this call until its return."""
    numbers = [number for number, event in enumerate(events) if event.get("call") == call["call"]]
    return events[numbers[0] : numbers[-1] + 1]


def limit_of(call: dict, timer: str) -> float | None:
    """In milliseconds: how long the last statement of this call might take. None if there was no such limit."""
    armed = [event for event in during(call) if event["kind"] == "timer-armed" and event["timer"] == timer]
    return armed[-1]["due"] - armed[-1]["since"] if armed else None


def queries(text: str) -> list[dict]:
    """What sessions were sent that begins with this."""
    return [event for event in of_kind("message-sent") if event["summary"].startswith(f"Query: {text}")]


def opened() -> list[dict]:
    return of_kind("session-opened")


def most_at_once() -> int:
    """How many sessions there were at the same time, at most."""
    now = most = 0
    for event in events:
        now += {"session-opened": 1, "session-closed": -1}.get(event["kind"], 0)
        most = max(most, now)
    return most


def lost_sessions() -> list[dict]:
    """Those that the server has ended."""
    return of_kind("session-closed", reason="fatal")


def states(state: str) -> list[dict]:
    return of_kind("session-state", state=state)


def rows(sql: str, *parameters: object) -> list[tuple]:
    """What a superuser sees in the database now."""
    with psycopg2.connect("dbname=lab user=postgres password=postgres") as conn, conn.cursor() as cur:
        cur.execute(sql, parameters or None)
        return cur.fetchall()
