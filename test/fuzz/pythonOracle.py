"""Runs each program several times, once for each outcome of what it asks its host, and answers what it came to.

A question is {"source", "outcomes", "calls"}. An outcome is a list of names: those that exist, as files and in the
environment. Every call of map_build gets a fresh run; the first one gets the run whose values were shown.
"""
import datetime
import fnmatch
import glob
import grp
import json
import marshal
import os
import pwd
import resource
import signal
import subprocess
import sys
import time

resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
present = set()
os.path.exists = lambda path: path in present
os.path.isdir = os.path.exists
most_parts = 3000
most_levels = 100


class Late(BaseException):
    pass


armed = False


def late(*_):
    if armed:
        raise Late


signal.signal(signal.SIGALRM, late)


def encode(value, room, depth=0):
    room[0] -= 1
    depth += 1
    if room[0] < 0 or depth > most_levels:
        return ["more"]
    kind = type(value)
    if value is None:
        return ["n"]
    if kind is bool:
        return ["b", value]
    if kind is int:
        return ["i", hex(value)]
    if kind is float:
        return ["f", repr(value)]
    if kind is str:
        return ["s", value]
    if kind is list or kind is tuple:
        return ["l" if kind is list else "t", *[encode(item, room, depth) for item in value]]
    if kind is set or kind is frozenset:
        items = [encode(item, room, depth) for item in value]
        return [kind.__name__, *sorted(items, key=json.dumps)]
    if kind is dict:
        return ["d", *[[encode(key, room, depth), encode(item, room, depth)] for key, item in value.items()]]
    return ["o", kind.__name__]


def failure(error):
    line = None
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == ".buildbot":
            line = step.tb_lineno
        step = step.tb_next
    return [type(error).__name__, line]


def fresh():
    return {
        "__name__": "__main__", "os": os, "sys": sys, "glob": glob, "datetime": datetime, "fnmatch": fnmatch,
        "pwd": pwd, "grp": grp, "json": json, "subprocess": subprocess, "call": subprocess.call,
        "builds": (), "arches": (), "subarches": (), "all_builds": (), "all_arches": (), "all_subarches": (),
        "index_ignore_builds": (), "index_ignore_subarches": (), "stale_days": 3, "max_failcount": 3, "keep_num": 2,
        "map_build": lambda *args: "full",
    }


def run(code, names):
    # A fresh code object each time: code that ran often tells some lines otherwise.
    try:
        exec(marshal.loads(code), names)
    except Late:
        raise
    except BaseException as error:
        return failure(error)


def once(code, outcome, calls):
    present.clear()
    present.update(outcome)
    os.environ.clear()
    for name in outcome:
        os.environ[name] = name
    names = fresh()
    before = dict(names)
    error = run(code, names)
    room = [most_parts]
    shown = {
        name: encode(value, room)
        for name, value in names.items()
        if not name.startswith("__") and not (name in before and before[name] is value and name not in settings)
    }
    answers = []
    for index, args in enumerate(calls):
        again = names if index == 0 else fresh()
        failed = error if index == 0 else run(code, again)
        if failed is not None:
            answers.append(None)
            continue
        try:
            answers.append(encode(again["map_build"](*args), [most_parts]))
        except Late:
            raise
        except BaseException as raised:
            answers.append(["!", *failure(raised)])
    return {"error": error, "values": shown, "calls": answers}


settings = {"builds", "arches", "subarches", "stale_days", "keep_num"}
real = sys.stdout
sys.stdout = open(os.devnull, "w")
for line in sys.stdin:
    question = json.loads(line)
    armed = True
    # Again and again: a bare `except` of the program catches it as well.
    signal.setitimer(signal.ITIMER_REAL, 2, 0.5)
    try:
        try:
            code = marshal.dumps(compile(question["source"], ".buildbot", "exec", dont_inherit=True))
            answer = [once(code, outcome, question["calls"]) for outcome in question["outcomes"]]
        except MemoryError:
            answer = "late"
        except (SyntaxError, ValueError, RecursionError):
            answer = "syntax"
        armed = False
    except Late:
        armed = False
        answer = "late"
    signal.setitimer(signal.ITIMER_REAL, 0)
    real.write(json.dumps(answer) + "\n")
    real.flush()
