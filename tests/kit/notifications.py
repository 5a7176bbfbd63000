# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification daemon to look into."""
import json
import sys

from gi.repository import GLib

from . import process


class Notifications:
    """python-dbusmock's notification daemon: what was shown, and pressing its buttons."""

    NAME = 'org.freedesktop.Notifications'
    PATH = '/org/freedesktop/Notifications'
    MOCK = 'org.freedesktop.DBus.Mock'

    def __init__(self, world):
        self.bus = world.bus
        options = {'capabilities': 'body body-markup actions persistence'}
        self.process = world.spawn('notifications', [
            sys.executable, '-m', 'dbusmock', '--template', 'notification_daemon',
            '--parameters', json.dumps(options)])
        self.bus.wait_for(self.NAME)

    def calls(self, method=None):
        """(method, arguments) of every call so far, oldest first."""
        calls = self.bus.call(self.NAME, self.PATH, self.MOCK, 'GetCalls')
        return [(name, arguments) for _, name, arguments in calls if method in (None, name)]

    def shown(self):
        """The Notify calls as dictionaries."""
        keys = ('app', 'replaces', 'icon', 'summary', 'body', 'actions', 'hints', 'timeout')
        return [dict(zip(keys, arguments)) for _, arguments in self.calls('Notify')]

    def closed(self):
        return [arguments[0] for _, arguments in self.calls('CloseNotification')]

    def act(self, number, key):
        """The user presses the button `key` of notification `number`."""
        self._emit('ActionInvoked', 'us', GLib.Variant('u', number), GLib.Variant('s', key))

    def dismiss(self, number):
        self._emit('NotificationClosed', 'uu', GLib.Variant('u', number), GLib.Variant('u', 2))

    def _emit(self, signal, signature, *arguments):
        self.bus.call(self.NAME, self.PATH, self.MOCK, 'EmitSignal',
                      GLib.Variant('(sssav)', (self.NAME, signal, signature, arguments)))

    def stop(self):
        process.end(self.process)
        self.bus.wait_gone(self.NAME)
