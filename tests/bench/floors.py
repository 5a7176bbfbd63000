# SPDX-License-Identifier: GPL-3.0-or-later
"""The least that can take a link, installed as the program is: a bare GIO service, running or
started by the bus, a bare GIO client, a bare GIO program, and a bare libadwaita one."""
import os
import signal

from .measure import FLOORS, Started, rest
from .ours import open_link, process_of

WARM = 'org.cornetta.BenchFloor'
COLD = 'org.cornetta.BenchCold'
WINDOW = 'org.cornetta.BenchWindow'
TITLE = 'Floor Asks'
DESKTOP = '''[Desktop Entry]
Type=Application
Name=Floor
Exec=true %u
DBusActivatable=true
NoDisplay=true
MimeType=x-scheme-handler/benchfloor;
'''


class Floors:
    def __init__(self, world, port):
        self.world = world
        self.port = port
        service, window = FLOORS / 'floor-service', FLOORS / 'floor-window'
        for name, program in ((WARM, service), (COLD, service), (WINDOW, window)):
            (world.bus.services / (name + '.service')).write_text(
                '[D-BUS Service]\nName=%s\nExec=%s %d %s\n' % (name, program, port, name))
        world.bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                       'ReloadConfig')
        home = world.home
        (home / '.local/share/applications' / (WARM + '.desktop')).write_text(DESKTOP)
        with open(home / '.config/mimeapps.list', 'a', encoding='utf-8') as handlers:
            handlers.write('x-scheme-handler/benchfloor=%s.desktop\n' % WARM)
        world.bus.call(WARM, '/' + WARM.replace('.', '/'), 'org.freedesktop.DBus.Peer', 'Ping')

    # Each returns the time of the click.

    def open(self, number):
        return open_link(self.world, WARM, 'benchfloor:' + number)

    def exec_client(self, number):
        return self.run(FLOORS / 'floor-client', WARM, 'benchfloor:' + number)

    def gio_open(self, number):
        return self.run('gio', 'open', 'benchfloor:' + number)

    def open_cold(self, number):
        return open_link(self.world, COLD, 'benchfloor:' + number)

    def exec_client_cold(self, number):
        return self.run(FLOORS / 'floor-client', COLD, 'benchfloor:' + number)

    def exec_program(self, number):
        return self.run(FLOORS / 'floor-service', self.port, COLD, 'benchfloor:' + number)

    def open_window(self, number):
        return open_link(self.world, WINDOW, 'benchfloor:' + number)

    def run(self, *argv):
        return Started(self.world, argv, self.world.env, name='floor').begin

    # Between two

    def wait_cold(self):
        """After a cold one, which ends by itself."""
        self.world.bus.wait_gone(COLD)

    def start_window(self):
        self.world.bus.call(WINDOW, '/' + WINDOW.replace('.', '/'), 'org.freedesktop.DBus.Peer',
                            'Ping')
        self.rest_window()

    def rest_window(self):
        rest(process_of(self.world, WINDOW))

    def end_window(self):
        os.kill(process_of(self.world, WINDOW), signal.SIGTERM)
        self.world.bus.wait_gone(WINDOW)
