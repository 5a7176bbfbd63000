# SPDX-License-Identifier: GPL-3.0-or-later
"""The roads by which other programs open a phone link, one call for each: Q05, Q34.

A PDF viewer, a contact manager and GNOME's mail program launch the default program by GIO, with or
without a toolkit; Thunderbird does the same; an office program runs xdg-open; a sandboxed program
asks the portal; a launcher of the desktop's may run the Exec line. Each is done here as they do."""
import shlex
import sys

from kit import ctl, main
from kit.app import App
from kit.shared import SharedCase
from kit.watch import stays, wait_until
from kit.world import APP_ID, WorldCase

# A program that goes on running sends what it has queued; these end.
SENT = 'Gio.bus_get_sync(Gio.BusType.SESSION).flush_sync()\n'
GIO = 'from gi.repository import Gio\nGio.AppInfo.launch_default_for_uri(%r, None)\n' + SENT
GDK = '''import gi
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, Gtk
Gtk.init()
Gio.AppInfo.launch_default_for_uri(%r, Gdk.Display.get_default().get_app_launch_context())
''' + SENT
SHOW_URI = '''import gi
gi.require_version('Gtk', '4.0')
from gi.repository import GLib, Gtk
Gtk.init()
loop = GLib.MainLoop()
window = Gtk.Window()
window.present()
Gtk.show_uri_full(window, %r, 0, None, lambda *done: loop.quit())
loop.run()
'''
# What the portal does once nobody has to be asked: it launches the default program by GIO.
PORTAL = '''import sys
from gi.repository import Gio, GLib
XML = """<node><interface name="org.freedesktop.portal.OpenURI"><method name="OpenURI">
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
<arg type="o" direction="out"/></method></interface></node>"""
def on_call(bus, sender, path, interface, method, arguments, invocation):
    parent, uri, options = arguments.unpack()
    request = '/org/freedesktop/portal/desktop/request/%s/%s' % (
        sender[1:].replace('.', '_'), options.get('handle_token', 't'))
    Gio.AppInfo.get_default_for_uri_scheme(uri.partition(':')[0]).launch_uris([uri], None)
    invocation.return_value(GLib.Variant('(o)', (request,)))
    bus.emit_signal(sender, request, 'org.freedesktop.portal.Request', 'Response',
                    GLib.Variant('(ua{sv})', (0, {})))
def on_bus(bus, name):
    bus.register_object('/org/freedesktop/portal/desktop',
                        Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0], on_call, None, None)
Gio.bus_own_name(Gio.BusType.SESSION, 'org.freedesktop.portal.Desktop', 0, on_bus, None, None)
GLib.MainLoop().run()
'''


def desktop_file(world):
    return world.home / '.local/share/applications' / (APP_ID + '.desktop')


def exec_line(world, link):
    """As a launcher without D-Bus activation runs it."""
    line = next(line for line in desktop_file(world).read_text().splitlines()
                if line.startswith('Exec='))
    return [link if word == '%u' else word for word in shlex.split(line.partition('=')[2])]


class Roads(SharedCase):
    parts = {'display': True, 'keyring': True}

    def setUp(self):
        super().setUp()
        self.dial_by_hand()

    def python(self, program, link, **options):
        self.world.run([sys.executable, '-c', program % link], **options)

    def assert_called_once(self, number):
        wait_until(lambda: self.app.invites(number) == 1, 'one INVITE to ' + number)
        self.wait_call('active', number=number)
        stays(lambda: self.app.invites(number) == 1 and len(ctl.calls(self.world)) == 1, 1,
              'one call')

    def test_gio(self):
        self.python(GIO, 'tel:0721-1001')
        self.assert_called_once('07211001')

    def test_gio_with_a_screen(self):
        self.python(GDK, 'tel:0721-1002')
        self.assert_called_once('07211002')

    def test_toolkit(self):
        self.python(SHOW_URI, 'tel:0721-1003')
        self.assert_called_once('07211003')

    def test_gio_open(self):
        self.world.run(['gio', 'open', 'callto://07211004'])
        self.assert_called_once('07211004')

    def test_xdg_open(self):
        for number, desktop in enumerate(('GNOME', 'XFCE', '')):
            with self.subTest(desktop=desktop):
                self.world.run(['xdg-open', 'tel:0721101%d' % number],
                               env={'XDG_CURRENT_DESKTOP': desktop})
                self.assert_called_once('0721101%d' % number)
                self.dial_by_hand()

    def test_exec_line(self):
        self.world.run(exec_line(self.world, 'tel:+39%200721%201020'))
        self.assert_called_once('+3907211020')

    def test_launcher_without_activation(self):
        """One that doesn't know D-Bus activation, as a file without the key makes GIO be."""
        path = desktop_file(self.world)
        text = path.read_text()
        self.addCleanup(path.write_text, text)
        path.write_text(text.replace('DBusActivatable=true\n', ''))
        self.python(GIO, 'tel:07211030')
        self.assert_called_once('07211030')

    def test_portal(self):
        """A sandboxed program sees no other, so GIO asks the portal for it."""
        portal = self.world.spawn('portal', [sys.executable, '-c', PORTAL])
        self.world.bus.wait_for('org.freedesktop.portal.Desktop')
        empty = self.world.folder / 'sandbox'
        empty.mkdir()
        self.world.run(['gio', 'open', 'tel:202'], env={
            'GTK_USE_PORTAL': '1', 'XDG_DATA_HOME': str(empty), 'XDG_DATA_DIRS': str(empty),
            'XDG_CONFIG_HOME': str(empty), 'XDG_CONFIG_DIRS': str(empty)})
        self.assert_called_once('202')
        self.world.end(portal)


class Cold(WorldCase):
    parts = {'display': True, 'keyring': True}

    def check(self, click, number):
        app = App(self)
        self.assertEqual(app.quit(), 0)
        self.world.bus.wait_gone(APP_ID)
        wait_until(lambda: not app.demo.state()['registrations'], 'the line to be given up')
        click('tel:' + number)
        self.world.bus.wait_for(APP_ID)
        ctl.wait_call(self.world, 'active', number=number)
        stays(lambda: app.invites(number) == 1, 1, 'one INVITE')

    def test_exec_line(self):
        self.check(lambda link: self.world.run(exec_line(self.world, link)), '07212001')

    def test_gio_with_a_screen(self):
        # It goes on running, as a viewer does: the bus forgets what a sender that left has asked
        # of a program that is still starting.
        program = GDK + 'from gi.repository import GLib\nGLib.MainLoop().run()\n'
        self.check(lambda link: self.world.spawn('viewer', [sys.executable, '-c', program % link]),
                   '07212002')

    def test_exec_line_without_activation(self):
        """No service file: the command starts the program itself."""
        def click(link):
            (self.world.bus.services / (APP_ID + '.service')).unlink()
            self.world.bus.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ReloadConfig')
            self.world.spawn('clicked', exec_line(self.world, link))
        self.check(click, '07212003')


if __name__ == '__main__':
    main()
