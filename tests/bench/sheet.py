# SPDX-License-Identifier: GPL-3.0-or-later
"""From a link to its question on the screen, painted."""
import itertools

from kit import ctl
from kit.watch import WATCHDOG, TimedOut, wait_until

from .floors import TITLE, Floors
from .measure import QuietWorld, paired, spread, table
from .ours import Ours
from .peers import Missing, Twinkle
from .sink import Sink
from .windows import Watch

OURS = 'Call This Number?'
FLOOR = 'a bare libadwaita program'
TWINKLE = 'twinkle, running, `twinkle --call`'
READING = (
    'From the D-Bus message with a link to a service code, which is asked about, to the window '
    'with the question, showing 6 colours. Its floor, the bare libadwaita program, puts up a '
    'window with the link and two buttons; each was measured right before or after the other.')


class Sheet:
    patience = WATCHDOG

    def __init__(self, world):
        self.world = world
        self.sink = Sink()
        self.ours = Ours(world, self.sink.port)
        self.floors = Floors(world, self.sink.port)
        self.watch = Watch(world)
        self.codes = itertools.count(100)
        self.twinkle = Twinkle(world, self.sink)
        self.times = {}

    def measure(self, label, click, title):
        begin = click('*%d' % next(self.codes))
        try:
            mapped, painted = self.watch.wait_painted(begin, title, self.patience)
        except Missing as why:
            raise TimedOut('%s: %s' % (label, why)) from None
        self.times.setdefault(label, []).append((mapped / 1e6, painted / 1e6))

    def open(self, code):
        return self.ours.open('tel:' + code)

    def dismiss(self):
        def gone():
            self.world.run(['xdotool', 'key', '--clearmodifiers', 'Escape'])
            return not ctl.status(self.world).get('asking')
        wait_until(gone, 'the end of the question', every=0.2)
        self.ours.settle()

    def pair(self, name, floor_first):
        """Both once, in this order or the other."""
        for is_floor in (floor_first, not floor_first):
            if is_floor:
                self.measure(FLOOR + ', ' + name, self.floors.open_window, TITLE)
                self.floors.rest_window()
            else:
                self.measure('Cornetta, ' + name, self.open, OURS)
                self.dismiss()

    def turn(self, number):
        floor_first = number % 2 == 0
        self.pair('cold', floor_first)
        self.ours.stop()
        self.floors.end_window()
        self.floors.start_window()
        self.ours.start()
        self.pair('running, first', floor_first)
        self.pair('running, again', floor_first)
        self.ours.stop()
        self.floors.end_window()
        if self.twinkle.is_installed():
            self.ask_twinkle()

    def ask_twinkle(self):
        """Its window with the number filled in, and a button."""
        self.twinkle.ensure(*self.twinkle.argv)
        self.measure(TWINKLE, lambda code: self.twinkle.click('--call', code), 'Twinkle - Call')
        self.twinkle.end()

    def rows(self):
        for name in ('running, again', 'running, first', 'cold'):
            floor = [painted for _, painted in self.times[FLOOR + ', ' + name]]
            for label in (FLOOR + ', ' + name, 'Cornetta, ' + name):
                mapped, painted = zip(*self.times[label])
                yield [label, spread(mapped), spread(painted), '%.2f' % paired(painted, floor)]
        if TWINKLE in self.times:
            mapped, painted = zip(*self.times[TWINKLE])
            yield [TWINKLE, spread(mapped), spread(painted), '']
        else:
            yield [TWINKLE, 'n/a: not installed', '', '']
        yield ['gnome-calls, linphone', 'n/a: never ask', '', '']


def run(runs, note):
    with QuietWorld(display=True, sound=True, keyring=True) as world:
        sheet = Sheet(world)
        for number in range(runs):
            note('link to question, run %d of %d' % (number + 1, runs))
            sheet.turn(number)
        sheet.sink.close()
    return sheet.times, '## Link to question painted\n\n%s\n\n%s' % (
        READING, table(['way', 'map ms', 'paint ms', 'x floor'], list(sheet.rows())))
