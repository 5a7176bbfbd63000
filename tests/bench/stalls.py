# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the program's main loop is away at a stretch: nothing is drawn or answered then."""
import statistics
import time

from gi.repository import GLib
from kit import ctl
from kit.demo import Demo
from kit.watch import TimedOut, wait_until
from kit.world import APP_ID

from .measure import FLOORS, QuietWorld, Started, rest, spread, table
from .ours import open_link, quit_cornetta, use_sink, wait_ready
from .sink import Sink

LIMIT_MS = 8
READING = (
    'Turns of the main loop of a program that is new to its user: it starts without an account, '
    'signs in to the demo and fetches 2,000 contacts and 500 calls, is clicked at. The first '
    'figures are of the longest turn of each run, by the clock and by what the main thread '
    'computed in it; the last is how many turns of a run took over %d ms of computing.' % LIMIT_MS)


class Turns:
    """What watch-turns.c wrote: (begin, wall, cpu) in ns, of turns of 1 ms and more."""

    def __init__(self, path):
        self.path = path

    def since(self, begin):
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        turns = [tuple(map(int, line.split())) for line in lines]
        return [turn for turn in turns if turn[0] + turn[1] >= begin]


class Stalls:
    """One life of the program; `phases` are what happened in it, with the turns of each."""

    def __init__(self, world, port):
        self.world = world
        self.port = port
        self.demo = Demo(world)
        self.turns = Turns(world.folder / 'turns')
        self.phases = {}
        use_sink(world, port)

    def phase(self, name, act):
        begin = time.monotonic_ns()
        act()
        rest(self.started.pid, 60)
        self.phases[name] = self.turns.since(begin)

    def live(self, sink):
        self.start()
        self.phase('window', self.activate)
        if not self.phases['window']:
            raise TimedOut('the program does not tell how long its turns are')
        self.phase('sign-in and first fetch', self.sign_in)
        self.phase('first link to its call', lambda: self.open('0412300001', sink))
        ctl.call(self.world, 'Dial', 'ssa{sv}', '0412300002', '', {})
        self.rest()
        self.phase('later link', lambda: self.open('0412300003', sink))
        self.phase('link that is asked about', self.ask)
        quit_cornetta(self.world)
        self.started.wait()

    def start(self):
        env = {**self.world.env, 'LD_PRELOAD': str(FLOORS / 'watch-turns.so'),
               'BENCH_TURNS': str(self.turns.path)}
        self.started = Started(self.world, [self.world.libexec / 'cornetta-desktop',
                                            '--gapplication-service'], env)
        wait_until(lambda: self.world.bus.has(APP_ID), 'the program')
        rest(self.started.pid)

    def activate(self):
        self.world.bus.call(APP_ID, ctl.PATH, 'org.freedesktop.Application', 'Activate',
                            GLib.Variant('(a{sv})', ({},)), 60000)

    def sign_in(self):
        ctl.call(self.world, 'SignIn', 'sss', self.demo.url, 'demo', 'demo')
        wait_ready(self.world)

    def open(self, number, sink):
        open_link(self.world, APP_ID, 'tel:' + number)
        sink.wait(number)
        self.rest()

    def ask(self):
        open_link(self.world, APP_ID, 'tel:*43')
        ctl.wait_status(self.world, asking='tel:*43')

    def rest(self):
        wait_until(lambda: all(call['state'] == 'ended' for call in ctl.calls(self.world)),
                   'the end of the call')
        rest(self.started.pid)


def figures(turns):
    """(longest by the clock, most computing, how many compute too long), in ms."""
    return (max((wall for _, wall, _ in turns), default=0) / 1e6,
            max((cpu for _, _, cpu in turns), default=0) / 1e6,
            sum(cpu > LIMIT_MS * 1e6 for _, _, cpu in turns))


def run(runs, note):
    phases, sink = {}, Sink()
    for number in range(runs):
        note('turns of the main loop, run %d of %d' % (number + 1, runs))
        with QuietWorld(display=True, sound=True, keyring=True) as world:
            life = Stalls(world, sink.port)
            life.live(sink)
        for name, turns in life.phases.items():
            phases.setdefault(name, []).append(figures(turns))
    sink.close()
    rows = []
    for name, lives in phases.items():
        wall, cpu, count = zip(*lives)
        rows.append([name, spread(wall), spread(cpu), '%g' % statistics.median(count)])
    return phases, '## Turns of the main loop\n\n%s\n\n%s' % (
        READING, table(['what happens', 'longest ms', 'most computing ms',
                        'over %d ms' % LIMIT_MS], rows))
