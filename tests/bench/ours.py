# SPDX-License-Identifier: GPL-3.0-or-later
"""Cornetta as it is measured: signed in to the demo, with its phonebook and history."""
import time

from gi.repository import GLib
from kit import ctl
from kit.demo import Demo
from kit.watch import wait_until
from kit.world import APP_ID

from .measure import rest

APPLICATION = 'org.freedesktop.Application'


def use_sink(world, port):
    """CTI is the demo's, but the line registers with the sink, which costs the least."""
    for key, value in (('sip-proxy', '127.0.0.1:%d' % port), ('sip-transport', 'udp')):
        world.run(['gsettings', 'set', APP_ID, key, value])


def sign_in(world, demo):
    """As its user would; from here on the program has its account and the phonebook."""
    ctl.call(world, 'SignIn', 'sss', demo.url, 'demo', 'demo')
    wait_ready(world)
    wait_until(lambda: ctl.status(world).get('contacts'), 'the phonebook')


def wait_ready(world):
    ctl.wait_status(world, state='ready', line='ready', syncing=False)


def quit_cornetta(world):
    world.bus.gdbus(APP_ID, ctl.PATH, ctl.CONTROL + '.Quit')
    world.bus.wait_gone(APP_ID)


def process_of(world, name):
    return world.bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                          'GetConnectionUnixProcessID', GLib.Variant('(s)', (name,)))


class Ours:
    """It has signed in once when this is made, and does not run."""

    def __init__(self, world, port):
        self.world = world
        self.demo = Demo(world)
        use_sink(world, port)
        self.start(waits=False)
        sign_in(world, self.demo)
        self.stop()

    def start(self, waits=True):
        """As the desktop starts it at log-in."""
        ctl.start(self.world, '--gapplication-service')
        if waits:
            self.settle()

    def stop(self):
        pid = process_of(self.world, APP_ID)
        quit_cornetta(self.world)
        # It may be no child of ours: the bus starts it too.
        wait_until(lambda: has_ended(pid), 'the end of the program')

    def settle(self):
        """Until it has nothing left to do: a person's next click does not come before."""
        wait_ready(self.world)
        wait_until(lambda: all(call['state'] == 'ended' for call in ctl.calls(self.world)),
                   'the end of the call')
        rest(process_of(self.world, APP_ID))

    def message(self, interface, method, arguments):
        return message(self.world, APP_ID, ctl.PATH, (interface, method), arguments)

    def dial(self, number):
        return self.message(ctl.CONTROL, 'Dial', GLib.Variant('(ssa{sv})', (number, '', {})))

    def open(self, link):
        return open_link(self.world, APP_ID, link)


def message(world, name, path, method, arguments):
    """Sends it on a connection that is open already; returns when it did, in ns."""
    connection = world.bus.connection
    begin = time.monotonic_ns()
    connection.call(name, path, *method, arguments, None, 0, -1, None, None, None)
    return begin


def open_link(world, name, link):
    return message(world, name, '/' + name.replace('.', '/'), (APPLICATION, 'Open'),
                   GLib.Variant('(asa{sv})', ([link], {})))


def has_ended(pid):
    try:
        with open('/proc/%d/stat' % pid, encoding='ascii', errors='replace') as stat:
            return stat.read().rpartition(')')[2].split()[0] == 'Z'
    except OSError:
        return True
