# SPDX-License-Identifier: GPL-3.0-or-later
"""A private message bus."""
import subprocess

from .watch import WATCHDOG, wait_until

CONFIG = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>%(type)s</type>
  <listen>unix:path=%(socket)s</listen>
  <auth>EXTERNAL</auth>
  <servicedir>%(services)s</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''


class Bus:
    """A dbus-daemon that knows only the services put into its own folder."""

    def __init__(self, world, kind, services=()):
        """`services` are (name, command) pairs that a message to the name starts."""
        self.kind = kind
        self.services = world.folder / (kind + '-services')
        self.services.mkdir()
        for name, command in services:
            (self.services / (name + '.service')).write_text(
                '[D-BUS Service]\nName=%s\nExec=%s\n' % (name, command))
        socket = world.runtime / (kind + '-bus')
        config = world.folder / (kind + '-bus.conf')
        config.write_text(CONFIG % {'type': kind, 'socket': socket, 'services': self.services})
        self.address = 'unix:path=%s' % socket
        daemon = world.spawn(kind + '-bus', ['dbus-daemon', '--nofork', '--print-address',
                                             '--config-file=%s' % config], stdout=subprocess.PIPE)
        if not daemon.stdout.readline():
            raise RuntimeError('dbus-daemon did not start; see %s' % world.logs)
        self._connection = None

    @property
    def connection(self):
        # Imported late: tools/run uses the kit on machines without python3-gi.
        from gi.repository import Gio  # pylint: disable=import-outside-toplevel
        if self._connection is None:
            flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                     Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
            self._connection = Gio.DBusConnection.new_for_address_sync(self.address, flags)
            self._connection.set_exit_on_close(False)
        return self._connection

    def close(self):
        if self._connection is not None and not self._connection.is_closed():
            self._connection.close_sync()
        self._connection = None

    def call(self, name, path, interface, method, arguments=None, timeout=10000):
        """A method call; `arguments` is a GVariant tuple. Returns the unpacked answer."""
        answer = self.connection.call_sync(name, path, interface, method, arguments, None, 0,
                                           timeout)
        values = answer.unpack()
        return values[0] if len(values) == 1 else values

    def gdbus(self, name, path, method, *arguments):
        """The same by GLib's command; (exit code, output), never raising."""
        done = subprocess.run(['gdbus', 'call', '--address', self.address, '--dest', name,
                               '--object-path', path, '--method', method, *arguments],
                              capture_output=True, text=True, timeout=WATCHDOG, check=False)
        return done.returncode, done.stdout.strip()

    def has(self, name):
        code, said = self.gdbus('org.freedesktop.DBus', '/org/freedesktop/DBus',
                                'org.freedesktop.DBus.NameHasOwner', name)
        return code == 0 and said == '(true,)'

    def wait_for(self, name):
        """Until the name is on the bus; does not start its service."""
        subprocess.run(['gdbus', 'wait', '--address', self.address, '--timeout', str(WATCHDOG),
                        name], check=True, stdout=subprocess.DEVNULL)

    def wait_gone(self, name):
        wait_until(lambda: not self.has(name), '%s to leave the %s bus' % (name, self.kind))
