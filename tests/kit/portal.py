# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for the desktop's portal, as far as global shortcuts go: answers as the real one
does, by a signal of each request, and presses keys."""
from gi.repository import Gio, GLib

from .watch import wait_until

NAME = 'org.freedesktop.portal.Desktop'
PATH = '/org/freedesktop/portal/desktop'
SHORTCUTS = 'org.freedesktop.portal.GlobalShortcuts'
XML = '''<node><interface name="org.freedesktop.portal.GlobalShortcuts">
<method name="CreateSession"><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/></method>
<method name="BindShortcuts"><arg type="o" direction="in"/><arg type="a(sa{sv})" direction="in"/>
<arg type="s" direction="in"/><arg type="a{sv}" direction="in"/><arg type="o" direction="out"/></method>
<signal name="Activated"><arg type="o"/><arg type="s"/><arg type="t"/><arg type="a{sv}"/></signal>
</interface><interface name="org.freedesktop.portal.Session"><method name="Close"/></interface></node>'''


class Portal:
    """Lives on the test's own main context: it answers while the test waits by `wait`."""

    def __init__(self, world, answer=0):
        self.bus = world.bus.connection
        self.answer = answer
        self.sessions, self.bound, self.closed = [], [], []
        self.context = GLib.MainContext.default()
        interfaces = Gio.DBusNodeInfo.new_for_xml(XML).interfaces
        self.session_interface = interfaces[1]
        self.object = self.bus.register_object(PATH, interfaces[0], self._on_call, None, None)
        self._own('RequestName', GLib.Variant('(su)', (NAME, 4)))

    def _own(self, method, arguments):
        self.bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', method, arguments,
                           None, 0, -1)

    def _on_call(self, _bus, sender, path, _interface, method, arguments, invocation):
        given = arguments.unpack()
        if method == 'Close':
            self.closed.append(path)
            invocation.return_value(None)
            return
        caller = sender[1:].replace('.', '_')
        request = '%s/request/%s/%s' % (PATH, caller, given[-1]['handle_token'])
        results = {}
        if method == 'CreateSession':
            session = '%s/session/%s/%s' % (PATH, caller, given[0]['session_handle_token'])
            self.sessions.append(session)
            self.bus.register_object(session, self.session_interface, self._on_call, None, None)
            results['session_handle'] = GLib.Variant('s', session)
        else:
            self.bound.append((given[0], dict(given[1])))
        invocation.return_value(GLib.Variant('(o)', (request,)))
        self.bus.emit_signal(sender, request, 'org.freedesktop.portal.Request', 'Response',
                             GLib.Variant('(ua{sv})', (self.answer, results)))

    def wait(self, predicate, what):
        def look():
            while self.context.iteration(False):
                pass
            return predicate()
        return wait_until(look, what)

    def press(self, identity, token=None):
        options = {'activation_token': GLib.Variant('s', token)} if token else {}
        self.bus.emit_signal(None, PATH, SHORTCUTS, 'Activated', GLib.Variant(
            '(osta{sv})', (self.sessions[-1], identity, 0, options)))

    def stop(self):
        self._own('ReleaseName', GLib.Variant('(s)', (NAME,)))
        self.bus.unregister_object(self.object)
