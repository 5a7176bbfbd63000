# SPDX-License-Identifier: GPL-3.0-or-later
"""The kit itself: each part comes up, can be used, and is gone afterwards."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import kit
from gi.repository import GLib
from kit import process, sound
from kit.watch import TimedOut, wait_until
from kit.world import World, WorldCase


class Ends(unittest.TestCase):
    """Nothing outlives a world."""

    def test_everything_dies(self):
        with World(display=True, sound=True, keyring=True, notifications=True, a11y=True) as world:
            running = set(process.marked(world.mark))
            folder = world.folder
            self.assertGreaterEqual(len(running), 7)
        self.assertEqual(list(process.marked(world.mark)), [])
        self.assertEqual(world.killed, [], 'had to be killed')
        self.assertFalse(folder.exists())

    def test_what_daemonises_dies(self):
        with World(bus=False) as world:
            world.run(['sh', '-c', 'setsid sleep 600 >/dev/null 2>&1 &'])
            wait_until(lambda: list(process.marked(world.mark)), 'the sleeper')
        self.assertEqual(list(process.marked(world.mark)), [])

    def test_dies_with_the_test_program(self):
        """Also when the test program itself is killed."""
        program = ('import sys, time\nfrom kit.world import World\n'
                   'w = World(); w.__enter__(); print(w.mark, flush=True); time.sleep(600)')
        test = subprocess.Popen([sys.executable, '-c', program], stdout=subprocess.PIPE, text=True)
        mark = test.stdout.readline().strip()
        self.assertTrue(list(process.marked(mark)))
        test.kill()
        test.wait()
        test.stdout.close()
        wait_until(lambda: not list(process.marked(mark)), 'the orphans to end')

    def test_environment_comes_back(self):
        before = dict(os.environ)
        with World() as world:
            self.assertEqual(os.environ['HOME'], str(world.home))
        self.assertEqual(dict(os.environ), before)

    def test_logs_are_kept_on_failure(self):
        with self.assertRaises(ZeroDivisionError), World(bus=False, build=self.build()) as world:
            world.spawn('talker', ['sh', '-c', 'echo said']).wait()
            raise ZeroDivisionError
        kept = world.build / 'test-failures' / world.mark / 'talker'
        self.assertEqual(kept.read_text(), 'said\n')

    def test_logs_are_kept_of_failed_cases(self):
        """A test program's own cases learn of a failure when they clean up."""
        for case in ('WorldCase', 'StoryCase', 'SharedCase'):
            for body, kept in (('self.fail()', True), ('pass', False)):
                with self.subTest(case=case, body=body):
                    self.assertEqual(self.keeps_logs(case, body), kept)

    def keeps_logs(self, case, body):
        program = ('import kit\nfrom kit import shared, world\n'
                   'class Case(%s):\n    def test(self): %s\n'
                   'kit.main()' % (('shared.' if case == 'SharedCase' else 'world.') + case, body))
        build = self.build()
        for part in kit.BUILD.iterdir():
            if part.name != 'test-failures':
                (build / part.name).symlink_to(part)
        done = subprocess.run([sys.executable, '-c', program], check=False, capture_output=True,
                              env={**os.environ, 'CORNETTA_BUILD': str(build)})
        self.assertEqual(done.returncode, int(body != 'pass'), done.stderr)
        return bool(list(build.glob('test-failures/*/session-bus')))

    def build(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return pathlib.Path(folder.name)


class Watch(unittest.TestCase):
    def test_times_out(self):
        with self.assertRaisesRegex(TimedOut, 'the moon'):
            wait_until(lambda: 0, 'the moon', timeout=0.1)


class Buses(WorldCase):
    parts = {'system_bus': True}

    def test_private(self):
        names = self.world.bus.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus',
                                    'ListActivatableNames')
        self.assertEqual(set(names), {'org.freedesktop.DBus', 'org.cornetta.Cornetta'})
        self.assertFalse(self.world.system.has('org.freedesktop.login1'))
        self.assertNotEqual(self.world.bus.address, self.world.system.address)

    def test_default_handler(self):
        out = self.world.run(['gio', 'mime', 'x-scheme-handler/tel']).stdout
        self.assertTrue('org.cornetta.Cornetta.desktop' in out or 'No default' in out, out)


class Screen(WorldCase):
    parts = {'display': True}

    def test_window_manager_and_picture(self):
        self.world.run(['xdotool', 'get_desktop'])  # Fails without a window manager.
        picture = self.world.shot('empty')
        size = self.world.run(['identify', '-format', '%wx%h', picture]).stdout
        self.assertEqual(size, '1280x800')


class Secrets(WorldCase):
    parts = {'keyring': True}

    def test_store_and_read(self):
        name, path = 'org.freedesktop.secrets', '/org/freedesktop/secrets'
        service = 'org.freedesktop.Secret.Service'
        _, session = self.world.bus.call(name, path, service, 'OpenSession',
                                         GLib.Variant('(sv)', ('plain', GLib.Variant('s', ''))))
        properties = {'org.freedesktop.Secret.Item.Label': GLib.Variant('s', 'kit')}
        item, prompt = self.world.bus.call(
            name, path + '/aliases/default', 'org.freedesktop.Secret.Collection', 'CreateItem',
            GLib.Variant('(a{sv}(oayays)b)', (properties, (session, b'', b'hush', 'text/plain'),
                                              True)))
        self.assertEqual(prompt, '/')
        secret = self.world.bus.call(name, item, 'org.freedesktop.Secret.Item', 'GetSecret',
                                     GLib.Variant('(o)', (session,)))
        self.assertEqual(bytes(secret[2]), b'hush')


class NotificationDaemon(WorldCase):
    parts = {'notifications': True}

    def notify(self, summary):
        daemon = self.world.notifications
        return self.world.bus.call(
            daemon.NAME, daemon.PATH, daemon.NAME, 'Notify',
            GLib.Variant('(susssasa{sv}i)', ('kit', 0, '', summary, '', ['yes', 'Yes'], {}, -1)))

    def test_shown_acted_closed(self):
        daemon = self.world.notifications
        pressed = []
        self.world.bus.connection.signal_subscribe(
            None, daemon.NAME, 'ActionInvoked', None, None, 0,
            lambda *signal: pressed.append(signal[5].unpack()))
        number = self.notify('Hello')
        self.assertEqual(daemon.shown()[0]['summary'], 'Hello')
        daemon.act(number, 'yes')
        context = GLib.MainContext.default()
        wait_until(lambda: context.iteration(False) or pressed, 'the signal')
        wait_until(lambda: not context.iteration(False) and pressed, 'the signal')
        self.assertEqual(pressed, [(number, 'yes')])
        self.world.bus.call(daemon.NAME, daemon.PATH, daemon.NAME, 'CloseNotification',
                            GLib.Variant('(u)', (number,)))
        self.assertEqual(daemon.closed(), [number])


class Accessibility(WorldCase):
    parts = {'display': True, 'a11y': True}

    def test_desktop_answers(self):
        program = 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi; ' \
                  'print(Atspi.get_desktop(0).get_role_name())'
        out = self.world.run([sys.executable, '-c', program]).stdout
        self.assertEqual(out.strip(), 'desktop frame')


class Loudspeakers(unittest.TestCase):
    def tone_goes_through(self, server):
        with World() as world:
            world.sound = sound.Sound(world, server)
            self.assertEqual(set(sound.SINKS) - set(world.sound.names('sinks')), set())
            self.assertEqual(sound.level(world.sound.record('spk.monitor', 0.3)), -float('inf'))
            player = world.sound.play(700)
            # On a busy machine a buffer runs dry now and then: wait for a steady half second.
            heard = wait_until(lambda: self.steady(world.sound.record('mic', 0.5)), 'the tone')
            self.assertEqual(sound.dominant(heard), 700)
            # The two servers mix two channels into one differently, by 3 dB.
            self.assertAlmostEqual(sound.level(heard), -9, delta=4)
            world.end(player)
            module = world.sound.plug('headset')
            world.sound.unplug(module)
            self.assertNotIn('headset', world.sound.names('sinks'))

    def steady(self, samples):
        return samples if sound.strength(samples, 700) > 0.9 else None

    def test_pulseaudio(self):
        self.tone_goes_through('pulseaudio')

    def test_pipewire(self):
        if subprocess.run(['sh', '-c', 'command -v pipewire-pulse wireplumber'],
                          stdout=subprocess.DEVNULL, check=False).returncode:
            self.skipTest('PipeWire is not here')
        self.tone_goes_through('pipewire')

    def test_measures(self):
        silence = [0] * 8000
        self.assertEqual(sound.dominant(silence), 0)
        self.assertEqual(sound.level(silence), -float('inf'))


if __name__ == '__main__':
    kit.main()
