# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop for one test: home, buses, screen, sound, secrets, handlers.

    with World(display=True, sound=True) as world:
        world.run(['gio', 'open', 'tel:600'])

Each part starts only when asked for, and everything ends with the test: also
what D-Bus started on the way, found by a mark in its environment."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import uuid

from . import BUILD, process
from .bus import Bus
from .sound import Sound
from .watch import wait_until

APP_ID = 'org.cornetta.Cornetta'
SCHEMES = ('tel', 'callto', 'nethlink')
XDG = {'XDG_DATA_HOME': '.local/share', 'XDG_CONFIG_HOME': '.config', 'XDG_CACHE_HOME': '.cache',
       'XDG_STATE_HOME': '.local/state'}
# Of the user's own environment only this comes along; sanitizers' settings among it.
KEPT = ('PATH', 'PYTHONPATH', 'PYTHONDONTWRITEBYTECODE', 'CORNETTA_BUILD', 'CORNETTA_SOURCE',
        'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS', 'TSAN_OPTIONS')


class World:
    def __init__(self, bus=True, display=False, sound=False, keyring=False, notifications=False,
                 a11y=False, system_bus=False, desktop='GNOME', build=BUILD):
        self.parts = {'system_bus': system_bus, 'display': display, 'sound': sound,
                      'keyring': keyring, 'notifications': notifications, 'a11y': a11y}
        self.wants_bus = bus or any((keyring, notifications, a11y))
        self.desktop = desktop
        self.build = pathlib.Path(build)
        self.mark = uuid.uuid4().hex
        self.failed = False
        self.killed = []
        self.bus = self.system = self.sound = self.notifications = None
        self._processes = []
        self._own_env = self._guard = None

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='cornetta-'))
        try:
            self._make_folders()
            self._make_env()
            self._guard = process.guard(self.mark)
            self._start()
        except BaseException:
            self.failed = True
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, kind, value, trace):
        if self._own_env is not None:
            os.environ.clear()
            os.environ.update(self._own_env)
        for bus in (self.bus, self.system):
            if bus:
                bus.close()
        for started in reversed(self._processes):
            process.end(started)
        self.killed = process.end_marked(self.mark)
        if self._guard:
            process.end(self._guard)
        if self.failed or kind:
            self._keep_logs()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_folders(self):
        self.home = self.folder / 'home'
        self.runtime = self.folder / 'run'
        self.logs = self.folder / 'log'
        for folder in (self.home, self.runtime, self.logs):
            folder.mkdir()
        self.runtime.chmod(0o700)
        for place in XDG.values():
            (self.home / place).mkdir(parents=True)
        # Pictures and accessible states of a window that has come to rest.
        settings = self.home / XDG['XDG_CONFIG_HOME'] / 'gtk-4.0' / 'settings.ini'
        settings.parent.mkdir()
        settings.write_text('[Settings]\ngtk-enable-animations=0\n')
        # As installed: both programs and what they load in one folder.
        self.libexec = self.folder / 'libexec'
        self.libexec.mkdir()
        for program in ('cornetta-desktop', 'src/demo/cornetta-demo',
                        'src/numbering/cornetta-numbers.so', 'src/phone/cornetta-voice.so',
                        'src/cti/cornetta-html.so'):
            built = self.build / program
            (self.libexec / built.name).symlink_to(built)

    def _make_env(self):
        source = self.build / 'src'
        self.env = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.env.update({name: str(self.home / place) for name, place in XDG.items()})
        self.env.update({
            process.MARK: self.mark,
            'PATH': ':'.join([str(source / 'ctl'), '/usr/bin', '/bin', '/usr/sbin', '/sbin']),
            'HOME': str(self.home),
            'XDG_RUNTIME_DIR': str(self.runtime),
            'XDG_DATA_DIRS': '%s:/usr/local/share:/usr/share' % (self.build / 'data' / 'share'),
            'XDG_CONFIG_DIRS': '/etc/xdg',
            'XDG_CURRENT_DESKTOP': self.desktop,
            'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=%s' % (self.runtime / 'no-system-bus'),
            'CORNETTA_LIBEXECDIR': str(self.libexec),
            'GSETTINGS_SCHEMA_DIR': str(self.build / 'data'),
            'GSETTINGS_BACKEND': 'keyfile',
            'GIO_USE_VFS': 'local',
            'G_DEBUG': 'fatal-criticals',
            'G_MESSAGES_DEBUG': 'cornetta',
            'GTK_A11Y': 'atspi' if self.parts['a11y'] else 'none',
            'GSK_RENDERER': 'cairo',
            'LC_ALL': 'C.UTF-8',
            'TZ': 'Europe/Rome',
        })
        # What uses this process's own environment (Atspi, GLib's folders) agrees.
        self._own_env = dict(os.environ)
        os.environ.clear()
        os.environ.update(self.env)

    def export(self, name, value):
        """For every process from now on, those that D-Bus starts among them."""
        self.env[name] = os.environ[name] = str(value)
        if self.bus:
            self.run(['dbus-update-activation-environment', name])

    def _start(self):
        self._install_handlers()
        if self.wants_bus:
            program = self.build / 'cornetta-desktop'
            bus = Bus(self, 'session', [(APP_ID, '%s --gapplication-service' % program)])
            self.export('DBUS_SESSION_BUS_ADDRESS', bus.address)
            self.bus = bus
        if self.parts['system_bus']:
            self.system = Bus(self, 'system')
            self.export('DBUS_SYSTEM_BUS_ADDRESS', self.system.address)
        if self.parts['display']:
            self._start_display()
        if self.parts['sound']:
            self.sound = Sound(self)
        if self.parts['keyring']:
            self._start_keyring()
        if self.parts['notifications']:
            from .notifications import Notifications  # pylint: disable=import-outside-toplevel
            self.notifications = Notifications(self)
        if self.parts['a11y']:
            self._start_a11y()

    # Handlers

    def _install_handlers(self):
        """The program handles links here as after `make default`; nowhere else."""
        applications = self.home / XDG['XDG_DATA_HOME'] / 'applications'
        built = self.build / 'data' / 'share' / 'applications' / (APP_ID + '.desktop')
        applications.mkdir()
        if built.exists():
            shutil.copy(built, applications)
            self.run(['update-desktop-database', applications])
        lines = ['[Default Applications]']
        lines += ['x-scheme-handler/%s=%s.desktop' % (scheme, APP_ID) for scheme in SCHEMES]
        (self.home / XDG['XDG_CONFIG_HOME'] / 'mimeapps.list').write_text('\n'.join(lines) + '\n')

    # Parts

    def _start_display(self):
        read, write = os.pipe()
        self.spawn('xvfb', ['Xvfb', '-displayfd', write, '-screen', '0', '1280x800x24',
                            '-nolisten', 'tcp', '-noreset'], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError('Xvfb did not start')
        self.export('DISPLAY', ':' + number)
        self.export('GDK_BACKEND', 'x11')
        ready = self.runtime / 'openbox-ready'
        os.mkfifo(ready)
        manager = self.spawn('openbox', ['openbox', '--startup', 'sh -c "echo ready > %s"' % ready])
        # Not a plain open: that would wait for ever if openbox died.
        descriptor = os.open(ready, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, 'rb', buffering=0) as pipe:
            wait_until(lambda: pipe.read() or manager.poll() is not None, 'openbox')
        if manager.poll() is not None:
            raise RuntimeError('openbox did not start')

    def _start_keyring(self):
        daemon = self.spawn('keyring', [
            'gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets',
            '--control-directory=%s' % (self.runtime / 'keyring')],
            stdin=subprocess.PIPE)
        daemon.stdin.write(b'test\n')
        daemon.stdin.close()
        self.bus.wait_for('org.freedesktop.secrets')
        collection = '/org/freedesktop/secrets/aliases/default'
        wait_until(lambda: self._is_unlocked(collection), 'the unlocked keyring')

    def _is_unlocked(self, collection):
        code, said = self.bus.gdbus(
            'org.freedesktop.secrets', collection, 'org.freedesktop.DBus.Properties.Get',
            'org.freedesktop.Secret.Collection', 'Locked')
        return code == 0 and 'false' in said

    def _start_a11y(self):
        self.spawn('at-spi', ['/usr/libexec/at-spi-bus-launcher', '--launch-immediately',
                              '--a11y=1'])
        self.bus.wait_for('org.a11y.Bus')

    # For the test

    def spawn(self, name, argv, env=None, **options):
        """Starts a process that ends with the world; its output goes to log/NAME."""
        started = process.spawn(argv, {**self.env, **(env or {})}, self.logs / name, **options)
        self._processes.append(started)
        return started

    def end(self, started):
        process.end(started)
        if started in self._processes:
            self._processes.remove(started)

    def run(self, argv, timeout=60, check=True, env=None, **options):
        """Runs a command to its end; text in and out."""
        return subprocess.run([str(word) for word in argv], env={**self.env, **(env or {})},
                              timeout=timeout, check=check, text=True, capture_output=True,
                              stdin=None if 'input' in options else subprocess.DEVNULL, **options)

    def log(self, name):
        path = self.logs / name
        return path.read_text(errors='replace') if path.exists() else ''

    def shot(self, name):
        """A picture of the whole screen, kept when the test fails."""
        path = self.logs / (name + '.png')
        self.run(['import', '-window', 'root', path])
        return path

    def _keep_logs(self):
        kept = self.build / 'test-failures' / self.mark
        shutil.copytree(self.logs, kept, dirs_exist_ok=True)
        print('# logs kept in %s' % kept, file=sys.stderr)


def has_failed(case):
    """Whether a test failed so far: its cleanups are told so by the result alone."""
    result = case._outcome.result
    return any(getattr(test, 'test_case', test) is case
               for test, _ in result.failures + result.errors)


class WorldCase(unittest.TestCase):
    """A test case with a world of its own for each test: `parts` says of what."""

    parts = {}

    def setUp(self):
        self.world = World(**self.parts)
        self.world.__enter__()
        self.addCleanup(self._leave)

    def _leave(self):
        self.world.failed = has_failed(self)
        self.world.__exit__(None, None, None)


class StoryCase(unittest.TestCase):
    """One world for all tests of the class, which run in the order of their names."""

    parts = {}

    @classmethod
    def setUpClass(cls):
        cls.world = World(**cls.parts)
        cls.world.__enter__()
        cls.addClassCleanup(cls.world.__exit__, None, None, None)

    def tearDown(self):
        self.world.failed |= has_failed(self)
