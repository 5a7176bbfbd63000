# SPDX-License-Identifier: GPL-3.0-or-later
"""From the click to the INVITE on loopback, with the program running and not."""
import itertools
import shutil
import statistics
import time

from kit import sip
from kit.watch import TimedOut

from .floors import Floors
from .measure import QuietWorld, Started, paired, rotated, spread, table, verdict
from .ours import Ours
from .peers import clickers
from .sink import Sink

READING = (
    'A floor is the bare GIO service or program reached in the same way; it sends a datagram '
    'where Cornetta sends an INVITE. Each figure is taken right before or after its floor\'s: '
    '"x floor" is the median of those pairs. Aims, of a program that runs: by D-Bus 2 times the '
    'floor and what the SIP stack alone takes, by exec 1.3 times the bare client. Cold: the '
    'program starts, signs in to the demo and registers first; its aims are the same ones, of '
    'floors that have to do nothing of that.')
LIBRE = 'The SIP stack alone: baresip, its own control port'
REPEATS = 2


class Row:
    """A way to click, its floor, and what is aimed at: ms by those of the floor and the stack."""

    def __init__(self, label, click, floor, aim=None, is_link=True):
        self.label = label
        self.click = click
        self.floor = floor
        self.aim = aim
        self.is_link = is_link
        self.own, self.floors = [], []

    def share(self, libre):
        if self.aim is None or not self.own:
            return None
        return statistics.median(own / self.aim(floor, libre)
                                 for own, floor in zip(self.own, self.floors))

    def cells(self, libre):
        ratio = paired(self.own, self.floors)
        return [self.label, spread(self.own), spread(self.floors),
                '-' if ratio is None else '%.2f' % ratio, verdict(self.share(libre))]


def by_bus(floor, libre):
    return 2 * floor + libre


def by_exec(floor, _libre):
    return 1.3 * floor


class Click:
    """Each click is on a number that was never called before, since the same one twice in 4 s
    would be taken for one click."""

    def __init__(self, world):
        self.world = world
        self.sink = Sink()
        self.ours = Ours(world, self.sink.port)
        self.floors = floors = Floors(world, self.sink.port)
        self.numbers = itertools.count(412300001)
        self.baresip = None
        self.libre, self.adwaita = [], []
        self.warm = [
            Row('Dial by D-Bus', self.ours.dial, floors.open, by_bus, is_link=False),
            Row('link by D-Bus', self.open_link, floors.open, by_bus),
            Row('`cornetta tel:`', self.exec_cornetta, floors.exec_client, by_exec),
            Row('`gio open tel:`', self.gio_open, floors.gio_open, by_exec)]
        self.first = Row('`gio open tel:`, first since its start', self.gio_open, floors.gio_open,
                         by_exec)
        self.cold = [
            Row('cold, link by D-Bus', self.open_link, floors.open_cold, by_bus),
            Row('cold, `cornetta tel:`', self.exec_cornetta, floors.exec_client_cold, by_exec),
            Row('cold, exec of the program', self.exec_program, floors.exec_program, by_exec)]
        self.peers = clickers(world, self.sink)
        self.missing = {}

    # Ways to click

    def open_link(self, number):
        return self.ours.open('tel:' + number)

    def exec_cornetta(self, number):
        return self.run(self.world.build / 'src' / 'ctl' / 'cornetta', 'tel:' + number)

    def exec_program(self, number):
        return self.run(self.world.libexec / 'cornetta-desktop', 'tel:' + number)

    def gio_open(self, number):
        return self.run('gio', 'open', 'tel:' + number)

    def run(self, *argv):
        return Started(self.world, argv, self.world.env, name='click').begin

    def dial_baresip(self, number):
        if self.baresip is None:
            self.baresip = sip.Baresip(self.world, 'floor', 'secret', self.sink.port)
            self.baresip.wait_registered()
        begin = time.monotonic_ns()
        self.baresip.command('dial', 'sip:%s@%s:%d' % (number, sip.HOST, self.sink.port))
        self.baresip.wait_event('CALL_CLOSED')
        return begin

    # Measuring

    def measure(self, click, label, timeout=60):
        """ms from the click to what it led to."""
        number = '0%d' % next(self.numbers)
        begin = click(number)
        try:
            return (self.sink.wait(number, timeout) - begin) / 1e6
        except TimedOut as why:
            raise TimedOut('%s: %s' % (label, why)) from None

    def pair(self, row, floor_first):
        floor = self.measure(row.floor, row.label + ', floor') if floor_first else None
        row.own.append(self.measure(row.click, row.label))
        row.floors.append(floor or self.measure(row.floor, row.label + ', floor'))

    def by_hand(self):
        """Between two links, of which the second would be asked about."""
        self.measure(self.ours.dial, 'a call by hand')
        self.ours.settle()

    def turn(self, number):
        floor_first = number % 2 == 0
        for row in rotated(self.cold, number):
            self.pair(row, floor_first)
            self.ours.settle()
            self.ours.stop()
            self.floors.wait_cold()
        self.adwaita.append(self.measure(self.floors.open_window, 'the bare libadwaita program'))
        self.floors.end_window()
        self.ours.start()
        self.pair(self.first, floor_first)
        self.ours.settle()
        for row in rotated(self.warm * REPEATS, number):
            if row.is_link:
                self.by_hand()
            self.pair(row, floor_first)
            self.ours.settle()
        if shutil.which('baresip'):
            self.libre += [self.measure(self.dial_baresip, LIBRE) for _ in range(REPEATS)]
        self.ours.stop()
        for peer in self.peers:
            self.turn_of(peer)

    def turn_of(self, peer):
        """All its ways to click; one that leads to no call is not tried again."""
        for label, click in peer.ways():
            if label in self.missing:
                continue
            try:
                peer.times.setdefault(label, []).append(
                    self.measure(click, label, peer.patience))
                peer.rest()
            except TimedOut:
                self.missing[label] = 'placed no call in %g s' % peer.patience
                peer.times.pop(label, None)
        peer.end()

    # What came out

    def values(self):
        rows = [*self.warm, self.first, *self.cold]
        return {**{row.label: {'ms': row.own, 'floor': row.floors} for row in rows},
                LIBRE: {'ms': self.libre},
                **{label: {'ms': times} for peer in self.peers
                   for label, times in peer.times.items()}}

    def text(self):
        libre = statistics.median(self.libre) if self.libre else 0
        rows = [row.cells(libre) for row in [*self.warm, self.first, *self.cold]]
        rows.append(['cold, link by D-Bus: a bare libadwaita program', spread(self.adwaita),
                     spread(self.cold[0].floors),
                     '%.2f' % paired(self.adwaita, self.cold[0].floors), '-'])
        rows.append([LIBRE, spread(self.libre) if self.libre else 'n/a: not installed',
                     '', '', '-'])
        for peer in self.peers:
            for label in peer.labels():
                times = peer.times.get(label)
                rows.append([label, spread(times) if times else 'n/a: ' + self.missing.get(
                    label, 'not installed'), '', '', '-'])
        return table(['way', 'ms, median (min-max)', 'floor, ms', 'x floor', 'aim'], rows)


def run(runs, note, patience=None):
    """`patience`: for other softphones, in s."""
    with QuietWorld(display=True, sound=True, keyring=True) as world:
        click = Click(world)
        for peer in click.peers if patience else ():
            peer.patience = patience
        for number in range(runs):
            note('click to INVITE, run %d of %d' % (number + 1, runs))
            click.turn(number)
        click.sink.close()
        return click.values(), '## Click to INVITE on loopback\n\n%s\n\n%s' % (
            READING, click.text())
