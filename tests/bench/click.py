# SPDX-License-Identifier: GPL-3.0-or-later
"""From the click to the INVITE on loopback, with the program running and not."""
import itertools
import shutil
import subprocess
import time

from gi.repository import GLib
from kit import ctl, sip
from kit.watch import wait_until
from kit.world import APP_ID

from .measure import FLOORS, QuietWorld, Started, ratio, rotated, spread, table
from .sink import Sink

FLOOR_ID = 'org.cornetta.BenchFloor'
FLOOR_PATH = '/org/cornetta/BenchFloor'
FLOOR_DESKTOP = '''[Desktop Entry]
Type=Application
Name=Floor
Exec=true %u
DBusActivatable=true
NoDisplay=true
MimeType=x-scheme-handler/benchfloor;
'''


READING = (
    'A floor is the bare GIO service reached in the same way; it sends a datagram where Cornetta '
    'sends an INVITE. What a SIP stack adds to it is the row of baresip.')


class Click:
    """Its rows are (label, floor's label or None, way to click); each way takes a number that
    was never called before, since the same one twice in 4 s would be taken for one click."""

    def __init__(self, world):
        self.world = world
        self.sink = Sink()
        self.numbers = itertools.count(60001)
        self.program = self.baresip = None
        self.times = {}
        self.install_floor()
        self.rows = self.list_rows()

    def list_rows(self):
        message = 'D-Bus Open, open connection: bare GIO service'
        thin = 'exec of a bare GIO client: bare GIO service'
        opened = 'gio open: bare GIO service'
        rows = [(message, None, self.open_floor), (thin, None, self.exec_floor),
                (opened, None, self.gio_floor)]
        if shutil.which('baresip'):
            rows.append(('baresip, its own control port', None, self.dial_baresip))
        rows += [('Cornetta, D-Bus Dial, open connection', message, self.dial),
                 ('Cornetta, D-Bus Open, open connection', message, self.open_link),
                 ('Cornetta, exec of cornetta tel:', thin, self.exec_cornetta),
                 ('Cornetta, gio open tel:', opened, self.gio_open)]
        self.cold = ('Cornetta, exec of the program with tel:, registering first', thin,
                     self.start_with_link)
        self.first = ('Cornetta, gio open tel:, first since its start', opened, self.gio_open)
        return rows

    # The two who take the click

    def install_floor(self):
        """As the program's own handler is installed: in the world's home alone."""
        home = self.world.home
        (home / '.local/share/applications' / (FLOOR_ID + '.desktop')).write_text(FLOOR_DESKTOP)
        with open(home / '.config/mimeapps.list', 'a', encoding='utf-8') as handlers:
            handlers.write('x-scheme-handler/benchfloor=%s.desktop\n' % FLOOR_ID)
        self.world.spawn('floor', [FLOORS / 'floor-service', self.sink.port])
        wait_until(lambda: self.world.bus.has(FLOOR_ID), 'the floor on the bus')

    def spawn(self, word):
        """The program on an account of the sink's; returns when that began."""
        argv = [self.world.libexec / 'cornetta-desktop', '--sip-server',
                '127.0.0.1:%d' % self.sink.port, '--sip-user', 'bench', '--sip-transport', 'udp',
                '--sip-password-stdin', word]
        begin = time.monotonic_ns()
        self.program = self.world.spawn('cornetta-desktop', argv, stdin=subprocess.PIPE)
        self.program.stdin.write(b'secret\n')
        self.program.stdin.close()
        return begin

    def start(self):
        """As the desktop starts it at log-in."""
        self.spawn('--gapplication-service')
        wait_until(lambda: self.world.bus.has(APP_ID) or self.program.poll() is not None,
                   'the program')
        if self.program.poll() is not None:
            raise RuntimeError('the program ended: ' + self.world.log('cornetta-desktop')[-2000:])
        ctl.wait_status(self.world, line='ready')

    def stop(self):
        ctl.quit_program(self.world, self.program)
        self.world.end(self.program)
        self.world.bus.wait_gone(APP_ID)

    # Ways to click: each returns the time of the click

    def message(self, name, path, interface, method, arguments):
        connection = self.world.bus.connection
        begin = time.monotonic_ns()
        connection.call(name, path, interface, method, arguments, None, 0, -1, None, None, None)
        return begin

    def run(self, *argv):
        started = Started(self.world, argv, self.world.env, name='click')
        self.sink.wait(argv[-1].partition(':')[2])
        started.wait()
        return started.begin

    def open_floor(self, number):
        link = GLib.Variant('(asa{sv})', (['benchfloor:' + number], {}))
        return self.message(FLOOR_ID, FLOOR_PATH, 'org.freedesktop.Application', 'Open', link)

    def exec_floor(self, number):
        return self.run(FLOORS / 'floor-client', 'benchfloor:' + number)

    def gio_floor(self, number):
        return self.run('gio', 'open', 'benchfloor:' + number)

    def dial_baresip(self, number):
        if self.baresip is None:
            self.baresip = sip.Baresip(self.world, 'floor', 'secret', self.sink.port)
            self.baresip.wait_registered()
        begin = time.monotonic_ns()
        self.baresip.command('dial', 'sip:%s@%s:%d' % (number, sip.HOST, self.sink.port))
        self.baresip.wait_event('CALL_CLOSED')
        return begin

    def dial(self, number):
        return self.message(APP_ID, ctl.PATH, ctl.CONTROL, 'Dial',
                            GLib.Variant('(ssa{sv})', (number, '', {})))

    def open_link(self, number):
        link = GLib.Variant('(asa{sv})', (['tel:' + number], {}))
        return self.message(APP_ID, ctl.PATH, 'org.freedesktop.Application', 'Open', link)

    def exec_cornetta(self, number):
        return self.run(self.world.build / 'src' / 'ctl' / 'cornetta', 'tel:' + number)

    def gio_open(self, number):
        return self.run('gio', 'open', 'tel:' + number)

    def start_with_link(self, number):
        return self.spawn('tel:' + number)

    # Measuring

    def one(self, row):
        label, _, click = row
        if click in (self.open_link, self.exec_cornetta, self.gio_open):
            self.by_hand()
        number = str(next(self.numbers))
        begin = click(number)
        self.times.setdefault(label, []).append((self.sink.wait(number) - begin) / 1e6)
        self.wait_end()

    def by_hand(self):
        """Between two links, of which the second would be asked about."""
        number = str(next(self.numbers))
        self.dial(number)
        self.sink.wait(number)
        self.wait_end()

    def wait_end(self):
        wait_until(lambda: all(call['state'] == 'ended' for call in ctl.calls(self.world)),
                   'the end of the call')

    def turn(self, number):
        self.one(self.cold)
        self.stop()
        self.start()
        self.one(self.first)
        for row in rotated(self.rows, number):
            self.one(row)
        self.stop()


def run(runs, note):
    with QuietWorld(display=True, sound=True) as world:
        click = Click(world)
        for number in range(runs):
            note('click to INVITE, run %d of %d' % (number + 1, runs))
            click.turn(number)
        click.sink.close()
    rows = [[label, spread(click.times[label]), ratio(click.times[label], click.times.get(floor))]
            for label, floor, _ in [*click.rows, click.first, click.cold]]
    return click.times, '## Click to INVITE on loopback\n\n%s\n\n%s' % (
        READING, table(['way', 'ms, median (min-max)', 'x its floor'], rows))
