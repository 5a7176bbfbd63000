# SPDX-License-Identifier: GPL-3.0-or-later
"""From exec to the first window and to its first paint, all that is read being in memory."""
import queue
import subprocess
import threading

from kit.watch import WATCHDOG, wait_until
from kit.world import APP_ID

from .measure import FLOORS, QuietWorld, Started, ratio, rotated, spread, table
from .ours import Ours, quit_cornetta
from .peers import Missing, Program, floors, peers
from .sink import Sink

CORNETTA = 'Cornetta'
READING = (
    'From exec, everything that is read being in memory. Cornetta is signed in to the demo with a '
    'phonebook of 2,000; of the peers only twinkle has an account. Painted: 6 colours. CPU is of '
    'all its processes and steadier than time.')


class Watch:
    """Tells when windows appear and are painted; see watch-windows.c."""

    def __init__(self, world):
        process = world.spawn('windows', [FLOORS / 'watch-windows'], stdout=subprocess.PIPE)
        self.events = queue.SimpleQueue()
        threading.Thread(target=self.read, args=(process.stdout,), daemon=True).start()
        self.events.get(timeout=WATCHDOG)

    def read(self, lines):
        for line in lines:
            what, window, when, title = line.decode(errors='replace').split(' ', 3)
            self.events.put((what, int(window), int(when), title.rstrip('\n')))

    def wait_painted(self, begin, title=None, timeout=WATCHDOG):
        """(map, paint) in ns after `begin`, of the first window (of this title) painted since."""
        mapped = {}
        while True:
            try:
                what, window, when, says = self.events.get(timeout=timeout)
            except queue.Empty:
                raise Missing('showed no window%s in %d s' % (
                    ' “%s”' % title if title else '', timeout)) from None
            if when < begin or title not in (None, says):
                continue
            mapped.setdefault(window, when)
            if what == 'paint':
                return mapped[window] - begin, when - begin


def cornetta(world):
    return [Program('%s, %s' % (CORNETTA, renderer), [world.libexec / 'cornetta-desktop'],
                    renderer) for renderer in ('cairo, GL off', 'cairo', 'default')]


def start_one(world, watch, program):
    """{map, paint, cpu} in ms of one start; all of it has ended when this returns."""
    program.check()
    started = Started(world, program.command, world.drawing_with(program.renderer))
    try:
        mapped, painted = watch.wait_painted(started.begin)
        figures = {'map': mapped / 1e6, 'paint': painted / 1e6, 'cpu': started.cpu_ms()}
        if program.label.startswith(CORNETTA):
            wait_until(lambda: world.bus.has(APP_ID), 'the program on the bus')
            quit_cornetta(world)
    finally:
        started.end()
    return figures


def run(runs, note):
    figures, missing = {}, {}
    with QuietWorld(display=True, sound=True, keyring=True) as world:
        sink = Sink()
        Ours(world, sink.port)
        watch = Watch(world)
        programs = [*floors(), *cornetta(world), *peers(world, sink.port)]
        # The first turn is not counted: it fills the page cache and the programs' own caches.
        for number in range(runs + 1):
            note('start, run %d of %d' % (number, runs) if number else 'start, warming up')
            for program in rotated(programs, number):
                label = program.label
                if label in missing:
                    continue
                try:
                    one = start_one(world, watch, program)
                except Missing as why:
                    missing[label] = str(why)
                    continue
                for name, value in one.items() if number else ():
                    figures.setdefault(label, {}).setdefault(name, []).append(value)
        sink.close()
    heads = ['program', 'map ms', 'paint ms', 'x first row', 'CPU ms to paint', 'x first row']
    rows = [show(program.label, figures, missing) for program in programs]
    return figures, '## Start, warm, with a window\n\n%s\n\n%s' % (READING, table(heads, rows))


def show(label, figures, missing):
    if label in missing:
        return [label, missing[label], '', '', '', '']
    own, floor = figures[label], figures[floors()[0].label]
    return [label, spread(own['map'], 0), spread(own['paint'], 0),
            ratio(own['paint'], floor['paint']), spread(own['cpu'], 0),
            ratio(own['cpu'], floor['cpu'])]
