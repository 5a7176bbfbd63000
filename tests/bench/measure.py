# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting what is measured, reading what it costs, and tables of it."""
import math
import os
import pathlib
import re
import signal
import statistics
import time

from kit import BUILD, process
from kit.watch import TimedOut, wait_until
from kit.world import World

FLOORS = BUILD / 'tests' / 'bench'
RENDERERS = {'cairo': {'GSK_RENDERER': 'cairo'}, 'default': {'GSK_RENDERER': None},
             'cairo, GL off': {'GSK_RENDERER': 'cairo', 'GDK_DEBUG': 'gl-disable'}}


class QuietWorld(World):
    """Without the tests' own watchfulness: it would be measured too."""

    def _make_env(self):
        super()._make_env()
        for name in ('G_DEBUG', 'G_MESSAGES_DEBUG'):
            self.env.pop(name, None)
            os.environ.pop(name, None)

    def drawing_with(self, renderer):
        """The environment with one of RENDERERS."""
        env = {**self.env, **RENDERERS[renderer]}
        return {name: value for name, value in env.items() if value is not None}


class Started:
    """A program started the cheapest way there is; `begin` is the time of its exec in ns.

    Its world ends it and its children at the latest, by the mark in their environment."""

    def __init__(self, world, argv, env, name='measured'):
        self.world = world
        argv = [str(word) for word in argv]
        log = str(world.logs / name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        before = set(process.marked(world.mark))
        files = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                 (os.POSIX_SPAWN_OPEN, 1, log, flags, 0o600), (os.POSIX_SPAWN_DUP2, 1, 2)]
        self.begin = time.monotonic_ns()
        self.pid = os.posix_spawnp(argv[0], argv, env, file_actions=files, setpgroup=0)
        self.before = before
        self.code = None

    def running(self):
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is None

    def wait(self):
        wait_until(lambda: not self.running(), 'a program to end')
        return self.code

    def tree(self):
        """It, and what it or the bus started for it."""
        return [pid for pid in process.marked(self.world.mark) if pid not in self.before]

    def cpu_ms(self):
        # Its own first: looking for what else it started takes time.
        own = cpu_ns(self.pid)
        return (own + sum(cpu_ns(pid) for pid in self.tree() if pid != self.pid)) / 1e6

    def end(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in self.tree():
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
            try:
                wait_until(lambda: not (self.running() or self.tree()), 'its end', timeout=5)
                return
            except TimedOut:
                continue


def cpu_ns(pid):
    """Of all threads, those that have ended too: the process's own CPU clock."""
    try:
        return time.clock_gettime_ns((~pid << 3) | 2)
    except OSError:
        return 0


def rest(pid, patience=15):
    """Until it has next to nothing to do: a figure is not about what came before it."""
    def quiet():
        before = cpu_ns(pid)
        time.sleep(0.06)
        return cpu_ns(pid) - before < 1e6
    wait_until(quiet, 'a program at rest', patience)


def memory_kib(pids):
    """Of all together; `own` is what no other program could share."""
    total = {'rss': 0, 'pss': 0, 'uss': 0, 'own': 0}
    kinds = {'Rss': 'rss', 'Pss': 'pss', 'Private_Clean': 'uss', 'Private_Dirty': 'uss',
             'Anonymous': 'own'}
    for pid in pids:
        text = pathlib.Path('/proc/%d/smaps_rollup' % pid).read_text()
        for name, value in re.findall(r'^(\w+):\s+(\d+) kB', text, re.M):
            if name in kinds:
                total[kinds[name]] += int(value)
    return total


def switches(pids):
    """Voluntary context switches of each thread: how often it woke up to do something."""
    count = {}
    for pid in pids:
        for status in pathlib.Path('/proc/%d/task' % pid).glob('*/status'):
            try:
                found = re.search(r'^voluntary_ctxt_switches:\s+(\d+)', status.read_text(), re.M)
            except OSError:
                continue
            count[status.parent.name] = int(found.group(1))
    return count


def spread(values, digits=1):
    """median (min-max)"""
    if not values:
        return '-'
    middle = statistics.median(values)
    if len(values) == 1:
        return '%.*f' % (digits, middle)
    return '%.*f (%.*f-%.*f)' % (digits, middle, digits, min(values), digits, max(values))


def p95(values, digits=1):
    """What 95 of 100 do not exceed: the nearest rank, of few the highest."""
    if not values:
        return '-'
    return '%.*f' % (digits, nearest_rank(values, 95))


def nearest_rank(values, percent):
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


def ratio(values, floor):
    """How many times the floor's median."""
    if not values or not floor or not statistics.median(floor):
        return '-'
    return '%.2f' % (statistics.median(values) / statistics.median(floor))


def paired(values, floors):
    """How many times its floor, by the median of the pairs: both of one were measured one
    after the other, so that a busy machine slowed both."""
    if not values or not floors:
        return None
    return statistics.median(value / floor for value, floor in zip(values, floors))


def verdict(share):
    """On how much of what was aimed at is used."""
    if share is None:
        return '-'
    return '%s (%.2f of it)' % ('met' if share <= 1 else 'MISSED', share)


def table(heads, rows):
    """Markdown, its columns aligned for people who read it as text."""
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]

    def line(cells, fill=' '):
        return '| %s |' % ' | '.join(cell.ljust(width, fill) for cell, width in zip(cells, widths))
    return '\n'.join([line(heads), line([''] * len(heads), '-'), *map(line, rows)])


def rotated(rows, turn):
    """The same rows, each turn beginning with another: none is always first."""
    turn %= len(rows)
    return rows[turn:] + rows[:turn]


def machine():
    """The line without which no figure means anything."""
    cpu = re.search(r'^model name\s*:\s*(.*)', pathlib.Path('/proc/cpuinfo').read_text(), re.M)
    debian = pathlib.Path('/etc/debian_version')
    options = (BUILD / 'meson-info' / 'intro-buildoptions.json')
    build = re.search(r'"name": "buildtype", "value": "(\w+)"', options.read_text())
    return '%s, %d cores; Debian %s; %s; build type %s; load %.1f at the start' % (
        cpu.group(1) if cpu else 'unknown processor', len(os.sched_getaffinity(0)),
        debian.read_text().strip() if debian.exists() else '(not Debian)',
        time.strftime('%Y-%m-%d %H:%M UTC', time.gmtime()),
        build.group(1) if build else 'unknown', os.getloadavg()[0])
