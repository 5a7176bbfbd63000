# SPDX-License-Identifier: GPL-3.0-or-later
"""The launcher's token reaches our window unchanged, by every road: M16.

Seen where a window manager reads it: on the window. A Wayland compositor gets it by a protocol that
the small ones don't speak; that road is the same up to the toolkit. Whether a desktop then gives
the focus is its own choice."""
import re
from pathlib import Path

from gi.repository import GLib

from kit import ctl, keys, main
from kit.watch import wait_until
from kit.world import APP_ID, WorldCase

TOKEN = 'launcher-1-host-%s_TIME77'
LINK = 'tel:202'


def both(token):
    return {'activation-token': GLib.Variant('s', token),
            'desktop-startup-id': GLib.Variant('s', token)}


class Roads(WorldCase):
    """Every way to be started or reached."""

    parts = {'display': True}

    def tokens(self):
        """Of its windows that people see; the toolkit has one of its own beside them."""
        ids = self.world.run(['xdotool', 'search', '--name', '^Cornetta$'],
                             check=False).stdout.split()
        said = [self.world.run(['xprop', '-id', window, '_NET_STARTUP_ID'], check=False).stdout
                for window in ids]
        return re.findall(r'_NET_STARTUP_ID\(UTF8_STRING\) = "(.*)"', '\n'.join(said))

    def assert_token(self, token):
        wait_until(lambda: token in self.tokens(), 'the token %s on a window' % token)

    def open(self, data, links=(LINK,)):
        self.world.bus.call(APP_ID, ctl.PATH, 'org.freedesktop.Application', 'Open',
                            GLib.Variant('(asa{sv})', (links, data)), 60000)

    def start(self):
        self.program = ctl.start(self.world, '--gapplication-service')

    def end(self):
        self.world.bus.gdbus(APP_ID, ctl.PATH, ctl.CONTROL + '.Quit')
        self.world.bus.wait_gone(APP_ID)

    def command(self, *words, **env):
        ctl.command(self.world, *words, env=env)

    def test_message_to_the_running_program(self):
        self.start()
        # Each again, with the window that is there already, and with another link's question.
        for number, data in enumerate((both, both, lambda token: dict([both(token).popitem()]))):
            token = TOKEN % number
            self.open(data(token), ['tel:20%d' % number])
            self.assert_token(token)
        self.world.bus.call(APP_ID, ctl.PATH, 'org.freedesktop.Application', 'Activate',
                            GLib.Variant('(a{sv})', (both(TOKEN % 'activate'),)))
        self.assert_token(TOKEN % 'activate')
        self.end()

    def test_message_that_starts_it(self):
        self.open(both(TOKEN % 'cold'))
        self.assert_token(TOKEN % 'cold')
        self.end()

    def test_command_to_the_running_program(self):
        self.start()
        for name in ('XDG_ACTIVATION_TOKEN', 'DESKTOP_STARTUP_ID'):
            self.command(LINK, **{name: TOKEN % name})
            self.assert_token(TOKEN % name)
            self.command('ctl', 'call', '0721405516', **{name: TOKEN % ('call-' + name)})
            self.assert_token(TOKEN % ('call-' + name))
        self.end()

    def test_command_that_starts_it(self):
        self.command(LINK, XDG_ACTIVATION_TOKEN=TOKEN % 'thin')
        self.assert_token(TOKEN % 'thin')
        self.end()

    def test_program_itself(self):
        """As the command does where the bus can't start it."""
        self.world.spawn('cornetta-desktop', [self.world.build / 'cornetta-desktop', LINK],
                         env={'XDG_ACTIVATION_TOKEN': TOKEN % 'itself',
                              'DESKTOP_STARTUP_ID': TOKEN % 'itself'})
        self.assert_token(TOKEN % 'itself')
        self.world.bus.wait_for(APP_ID)
        self.end()


class Renderer(WorldCase):
    """Where no GPU is, the program does not even look for GL: it costs time and memory alone."""

    parts = {'display': True}

    def libraries(self, **env):
        """What is mapped once its window is there."""
        program = ctl.start(self.world, env=env)
        keys.wait_window(self.world, 'Cornetta')
        mapped = Path('/proc/%d/maps' % program.pid).read_text()
        self.assertEqual(ctl.quit_program(self.world, program), 0)
        return sorted(set(re.findall(r'/(lib(?:EGL|GLX|gallium)[^/\s]*)', mapped)))

    def test_own_choice(self):
        """None of the user's: by what the machine has."""
        del self.world.env['GSK_RENDERER']
        gpu = list(Path('/sys/class/drm').glob('renderD*'))
        if gpu:
            self.assertTrue(self.libraries())
        else:
            self.assertEqual(self.libraries(), [])

    def test_users_choice(self):
        self.assertTrue(self.libraries(GSK_RENDERER='gl'))
        self.assertEqual(self.libraries(GSK_RENDERER='cairo'), [])


if __name__ == '__main__':
    main()
