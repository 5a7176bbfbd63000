# SPDX-License-Identifier: GPL-3.0-or-later
"""Asterisk as the exchange, out of the folder that tools/asterisk makes: a process of the test's
own, on loopback alone, with the extensions and features that the tests need."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from . import asterisk_config as config
from .sip import HOST, free_port
from .watch import WATCHDOG, wait_until

# A world has another home.
FOLDER = pathlib.Path(os.environ.get('CORNETTA_ASTERISK') or pathlib.Path(
    os.environ.get('XDG_CACHE_HOME') or pathlib.Path.home() / '.cache', 'cornetta', 'asterisk'))
# Mounts are seen by this process alone, so tests can share the folder.
ENTER = '''mount --bind "$1" "$2/mnt" && mount --bind "$3" "$2/mnt/log" &&
mount --rbind /dev "$2/dev" && mount --rbind /proc "$2/proc" &&
exec chroot "$2" /usr/sbin/asterisk '''


def _inside(words, folder, logs):
    users = [] if os.geteuid() == 0 else ['--user', '--map-root-user']
    return ['unshare', *users, '--mount', 'sh', '-c', ENTER + words, 'asterisk', folder, FOLDER,
            logs]


def require():
    """Skips the test, and says why, where there is no Asterisk that could be started."""
    if not os.access(FOLDER / 'usr/sbin/asterisk', os.X_OK):
        raise unittest.SkipTest('no Asterisk in %s: tools/asterisk makes it' % FOLDER)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / 'log').mkdir()
        tried = subprocess.run(_inside('-V', place, place), capture_output=True, text=True,
                               timeout=WATCHDOG, check=False)
    if tried.returncode:
        raise unittest.SkipTest('this machine starts nothing in %s: %s' % (
            FOLDER, tried.stderr.strip()))


class Asterisk:
    """Digest users {user: password}; UDP and TCP on `port`, TLS on `tls_port`.

    `options`: {user: lines of its endpoint}; 'all' is for everybody."""

    def __init__(self, world, users, certificates=None, options=None, dialplan=''):
        self.world = world
        self.folder = world.folder / 'asterisk'
        self.port, self.manager_port = free_port(), free_port()
        self.tls_port = free_port() if certificates else 0
        self.root = FOLDER
        for name in ('run', 'log', 'spool', 'db', 'keys', 'music'):
            (self.folder / name).mkdir(parents=True)
        (self.folder / 'music' / 'tone.sln').write_bytes(config.tone(700))
        if certificates:
            for path in (certificates.certificate, certificates.key):
                (self.folder / path.name).write_bytes(path.read_bytes())
        self.write(config.files(self, users, options or {}, dialplan))
        self.process = self.manager = None
        self.start()

    def write(self, files):
        for name, text in files.items():
            (self.folder / name).write_text(text)

    def start(self):
        self.process = self.world.spawn('asterisk', _inside(
            '-f -C /mnt/asterisk.conf', self.folder, self.world.logs))
        self.manager = wait_until(self._connect, 'Asterisk')
        self.manager.wait('FullyBooted')
        # Until then its console may refuse what it is asked.
        wait_until(lambda: 'Asterisk Ready' in self.log(), 'Asterisk to be ready')
        self.command('pjsip set logger on')

    def _connect(self):
        if self.process.poll() is not None:
            raise AssertionError('Asterisk ended: ' + self.log()[-2000:])
        try:
            return Manager(self.manager_port)
        except OSError:
            return None

    def kill(self):
        """As a crash: it tells nobody."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.stop()

    def stop(self):
        self.manager.close()
        self.world.end(self.process)

    def log(self):
        return self.world.log('asterisk') + self.world.log('asterisk-said')

    # What the tests ask of it

    def command(self, line):
        """A line of its console; what that says."""
        return self.manager.ask('Command', Command=line).get('Output', '')

    def contacts(self, user):
        """Addresses that are registered for a user, with their transport."""
        lines = self.command('pjsip show aor ' + user).splitlines()
        return [line.split()[1] for line in lines if line.strip().startswith('Contact:')
                and '<' not in line and '/sip:' in line]

    def transport_of(self, user):
        """By what the last REGISTER of a user came."""
        return re.findall(r'Received SIP request \(\d+ bytes\) from (\w+):\S+ --->\nREGISTER .*?'
                          r'\nTo: <sip:%s@' % user, self.log(), re.S)[-1].lower()

    def wait_registered(self, user, number=1):
        wait_until(lambda: len(self.contacts(user)) == number, 'contacts of ' + user)

    def originate(self, channel, extension, name='Asterisk', number='600', **more):
        """It calls somebody, and leads who answers to an extension."""
        self.manager.ask('Originate', Channel=channel, Exten=extension, Context='phones',
                         Priority='1', Async='true', CallerID='"%s" <%s>' % (name, number), **more)

    def channels(self):
        """The names of all channels there are."""
        return [line.split('!')[0]
                for line in self.command('core show channels concise').splitlines() if '!' in line]

    def channel_of(self, user):
        return wait_until(lambda: next((name for name in self.channels() if
                                        name.startswith('PJSIP/%s-' % user)), None),
                          'a channel of ' + user)

    def wait_idle(self):
        wait_until(lambda: not self.channels(), 'no channel')


class Manager:
    """Its management interface: asks for acts, and hears what happens."""

    def __init__(self, port):
        self._socket = socket.create_connection((HOST, port), timeout=WATCHDOG)
        self._stream = self._socket.makefile('rb')
        self._stream.readline()
        self.events = []
        self._number = 0
        self.ask('Login', Username='test', Secret='test')

    def ask(self, action, **fields):
        self._number += 1
        token = str(self._number)
        lines = ['Action: ' + action, 'ActionID: ' + token]
        lines += ['%s: %s' % pair for pair in fields.items()]
        self._socket.sendall(('\r\n'.join(lines) + '\r\n\r\n').encode())
        while True:
            message = self._read()
            if 'Response' in message and message.get('ActionID') == token:
                if message['Response'] == 'Error':
                    raise AssertionError('Asterisk: %s: %s' % (action, message.get('Message')))
                return message
            self.events.append(message)

    def wait(self, event, **wanted):
        """The next event of this name with these fields; those before it are forgotten."""
        deadline = time.monotonic() + WATCHDOG
        while time.monotonic() < deadline:
            message = self.events.pop(0) if self.events else self._read()
            if message.get('Event') == event and all(
                    message.get(key) == value for key, value in wanted.items()):
                return message
        raise AssertionError('no %s %r from Asterisk' % (event, wanted))

    def forget(self):
        self.ask('Ping')
        self.events.clear()

    def _read(self):
        """One message; what a command says comes as many lines of the same key."""
        message = {}
        while line := self._stream.readline():
            key, colon, value = line.decode(errors='replace').rstrip('\r\n').partition(': ')
            if not key:
                return message
            if colon and key == 'Output' and key in message:
                value = message[key] + '\n' + value
            message[key] = value
        raise AssertionError('Asterisk closed its management connection')

    def close(self):
        self._stream.close()
        self._socket.close()
