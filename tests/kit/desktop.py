# SPDX-License-Identifier: GPL-3.0-or-later
"""Services of the desktop that a test plays itself: they write down what they are asked, answer as
they were told, and have properties that change."""
from gi.repository import Gio, GLib

from .watch import wait_until


def turn():
    """What has come is handled: the services live on the test's own main context."""
    context = GLib.MainContext.default()
    while context.iteration(False):
        pass


def wait(predicate, what):
    def look():
        turn()
        return predicate()
    return wait_until(look, what)


class Service:
    """`xml`: one interface. `bus`: the kit's; the service has a connection of its own there."""

    def __init__(self, bus, name, path, xml, **properties):
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
                 Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.bus = Gio.DBusConnection.new_for_address_sync(bus.address, flags)
        self.bus.set_exit_on_close(False)
        self.path = path
        self.info = Gio.DBusNodeInfo.new_for_xml('<node>%s</node>' % xml).interfaces[0]
        self.properties = properties
        self.calls, self.answers = [], {}
        self.bus.register_object(path, self.info, self._on_call, self._on_get, None)
        self.bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', (name, 4)), None, 0, -1)

    def _on_call(self, _bus, sender, _path, _interface, method, arguments, invocation):
        self.calls.append((method, arguments.unpack()))
        self.asked(method, arguments.unpack(), sender)
        invocation.return_value(self.answers.get(method))

    def asked(self, method, arguments, sender):
        """What it does then, beside the answer."""

    def _on_get(self, _bus, _sender, _path, _interface, name):
        return self.properties[name]

    def named(self, method):
        """The arguments of each call of this method so far, oldest first."""
        turn()
        return [arguments for name, arguments in self.calls if name == method]

    def wait(self, method, count=1):
        wait(lambda: len(self.named(method)) >= count, '%d of %s' % (count, method))
        return self.named(method)[-1]

    def set(self, name, value):
        self.properties[name] = value
        changed = GLib.Variant('(sa{sv}as)', (self.info.name, {name: value}, []))
        self.bus.emit_signal(None, self.path, 'org.freedesktop.DBus.Properties',
                             'PropertiesChanged', changed)

    def emit(self, signal, arguments):
        self.bus.emit_signal(None, self.path, self.info.name, signal, arguments)

    def stop(self):
        self.bus.close_sync()


class Panel(Service):
    """Where programs put their icons."""

    NAME = 'org.kde.StatusNotifierWatcher'
    ITEM = 'org.kde.StatusNotifierItem'
    MENU = 'com.canonical.dbusmenu'

    def __init__(self, world):
        self.owners = []
        super().__init__(world.bus, self.NAME, '/StatusNotifierWatcher',
                         '<interface name="%s"><method name="RegisterStatusNotifierItem">'
                         '<arg type="s" direction="in"/></method></interface>' % self.NAME)
        self.world = world

    def asked(self, method, arguments, sender):
        self.owners.append(sender)

    def wait_item(self, count=1):
        wait(lambda: len(self.owners) >= count, 'the icon')

    def get(self, name):
        return self.world.bus.call(self.owners[-1], '/StatusNotifierItem',
                                   'org.freedesktop.DBus.Properties', 'Get',
                                   GLib.Variant('(ss)', (self.ITEM, name)))

    def menu(self):
        """{label: row id}"""
        _, (_, _, rows) = self.world.bus.call(
            self.owners[-1], '/StatusNotifierItem/Menu', self.MENU, 'GetLayout',
            GLib.Variant('(iias)', (0, -1, [])))
        return {row[1].get('label', '-').replace('_', ''): row for row in rows}

    def click(self, label):
        row = self.menu()[label][0]
        self.world.bus.call(self.owners[-1], '/StatusNotifierItem/Menu', self.MENU, 'Event',
                            GLib.Variant('(isvu)', (row, 'clicked', GLib.Variant('i', 0), 0)))

    def gone(self):
        """Whether the icon's owner has left the bus, which is how a panel takes it away."""
        return not self.world.bus.has(self.owners[-1])


class MediaKeys(Service):
    """GNOME's service for the keys of players."""

    NAME = 'org.gnome.SettingsDaemon.MediaKeys'

    def __init__(self, world):
        super().__init__(world.bus, self.NAME, '/org/gnome/SettingsDaemon/MediaKeys', """
            <interface name="%s"><method name="GrabMediaPlayerKeys"><arg type="s" direction="in"/>
            <arg type="u" direction="in"/></method><method name="ReleaseMediaPlayerKeys">
            <arg type="s" direction="in"/></method></interface>""" % self.NAME)

    def press(self, key):
        self.emit('MediaPlayerKeyPressed', GLib.Variant('(ss)', ('org.cornetta.Cornetta', key)))


class SessionManager(Service):
    """GNOME's, as far as staying awake goes; there before the program starts."""

    NAME = 'org.gnome.SessionManager'

    def __init__(self, world):
        super().__init__(world.bus, self.NAME, '/org/gnome/SessionManager', """
            <interface name="%s"><method name="RegisterClient"><arg type="s" direction="in"/>
            <arg type="s" direction="in"/><arg type="o" direction="out"/></method>
            <method name="Inhibit"><arg type="s" direction="in"/><arg type="u" direction="in"/>
            <arg type="s" direction="in"/><arg type="u" direction="in"/>
            <arg type="u" direction="out"/></method><method name="Uninhibit">
            <arg type="u" direction="in"/></method></interface>""" % self.NAME)
        self.answers['Inhibit'] = GLib.Variant('(u)', (7,))
        self.answers['RegisterClient'] = GLib.Variant('(o)', ('/client',))


class Logind(Service):
    """On the system's bus, as far as a locked screen goes."""

    NAME = 'org.freedesktop.login1'
    SESSION = '/org/freedesktop/login1/session/_32'
    XML = '<node><interface name="%s.Session"><property name="LockedHint" type="b" access="read"/>' \
          '</interface></node>' % NAME

    def __init__(self, world):
        super().__init__(world.system, self.NAME, '/org/freedesktop/login1', """
            <interface name="%s.Manager"><method name="GetSession"><arg type="s" direction="in"/>
            <arg type="o" direction="out"/></method></interface>""" % self.NAME)
        self.answers['GetSession'] = GLib.Variant('(o)', (self.SESSION,))
        self.locked = self.followed = False
        self.session = Gio.DBusNodeInfo.new_for_xml(self.XML).interfaces[0]
        self.bus.register_object(self.SESSION, self.session, None, self._on_get_locked, None)

    def _on_get_locked(self, *_which):
        self.followed = True
        return GLib.Variant('b', self.locked)

    def wait_followed(self):
        wait(lambda: self.followed, 'somebody to follow the session')

    def lock(self, locked):
        self.locked = locked
        self.bus.emit_signal(None, self.SESSION, 'org.freedesktop.DBus.Properties',
                             'PropertiesChanged', GLib.Variant('(sa{sv}as)', (
                                 self.session.name, {'LockedHint': GLib.Variant('b', locked)}, [])))
