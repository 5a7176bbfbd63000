# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo server's tests share: one server per class, sign-in, SIPp."""
import hashlib
import hmac
import http.client
import json
import math
import pathlib
import re
import subprocess
import unittest
import urllib.parse

from kit.demo import Demo
from kit.sip import free_port
from kit.watch import WATCHDOG
from kit.world import World

FIXTURES = pathlib.Path(__file__).parents[1] / 'fixtures' / 'cti'
SCENARIOS = pathlib.Path(__file__).parent / 'sipp'


class Answer:
    def __init__(self, answer, body):
        self.status = answer.status
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        self.text = body.decode('utf-8', 'replace')

    def json(self):
        return json.loads(self.text)


def ask(url, method, path, body=None, headers=None):
    """One request as it is given: no proxy, no redirect, no raising."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=WATCHDOG)
    try:
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        headers = dict(headers or {})
        if data is not None:
            headers.setdefault('Content-Type', 'application/json')
        connection.request(method, path, data, headers)
        answer = connection.getresponse()
        return Answer(answer, answer.read())
    finally:
        connection.close()


def legacy_token(user, password, nonce):
    text = '%s:%s:%s' % (user, password, nonce)
    return hmac.new(password.encode(), text.encode(), hashlib.sha1).hexdigest()


class DemoTest(unittest.TestCase):
    """A server of its own for each class; `options` are its command line."""
    options = ('--fault', 'rate=0')

    @classmethod
    def setUpClass(cls):
        cls.world = World(bus=False)
        cls.world.__enter__()
        cls.addClassCleanup(cls.world.__exit__, None, None, None)
        cls.demo = Demo(cls.world, *cls.options)

    def ask(self, method, path, body=None, headers=None):
        return ask(self.demo.url, method, path, body, headers)

    def sign_in(self, user='demo'):
        answer = self.ask('POST', '/api/login', {'username': user, 'password': 'demo'})
        self.assertEqual(answer.status, 200, answer.text)
        return {'Authorization': 'Bearer ' + answer.json()['token']}

    def sign_in_legacy(self, user='demo'):
        answer = self.ask('POST', '/webrest/authentication/login',
                          {'username': user, 'password': 'demo'})
        self.assertEqual(answer.status, 401)
        nonce = answer.headers['www-authenticate'].removeprefix('Digest ')
        return {'Authorization': '%s:%s' % (user, legacy_token(user, 'demo', nonce))}

    def fault(self, kind, value):
        self.assertEqual(self.ask('POST', '/demo/fault', {'kind': kind, 'value': value}).status, 200)


def a_law(sample):
    """G.711: one sample of 16 bits."""
    value, mask = (sample >> 3, 0xd5) if sample >= 0 else (-(sample >> 3) - 1, 0x55)
    segment = max(value.bit_length() - 5, 0)
    if segment > 7:
        return 0x7f ^ mask
    return (segment << 4 | (value >> max(segment, 1)) & 0x0f) ^ mask


def tone(hertz, seconds=1):
    return bytes(a_law(int(8000 * math.sin(2 * math.pi * hertz * i / 8000)))
                 for i in range(8000 * seconds))


class Sipp:
    """One scenario run once. `put` replaces words of the scenario: STATUS, SECRET."""

    def __init__(self, test, name, transport='u1', port=None, milliseconds=500, hertz=1000,
                 put=None, **keys):
        self.test = test
        folder = test.world.folder / ('sipp-%s' % free_port())
        folder.mkdir()
        text = (SCENARIOS / (name + '.xml')).read_text()
        for word, value in (put or {}).items():
            text = text.replace(word, value)
        (folder / 'scenario.xml').write_text(text)
        (folder / 'tone.alaw').write_bytes(tone(hertz))
        self.folder, self.name = folder, name
        self.port = port or free_port()
        argv = ['sipp', '127.0.0.1:%d' % test.demo.sip['udp'], '-sf', 'scenario.xml', '-m', '1',
                '-nostdin', '-i', '127.0.0.1', '-p', str(self.port), '-t', transport, '-s', '201',
                '-d', str(milliseconds), '-timeout', str(WATCHDOG), '-timeout_error',
                '-trace_err', '-error_file', 'errors.log', '-cp', str(free_port()),
                '-mp', str(free_port() & ~1)]
        for key, value in keys.items():
            argv += ['-key', key, str(value)]
        self.process = test.world.spawn('sipp-' + folder.name, argv, cwd=folder,
                                        stdout=subprocess.DEVNULL)
        test.addCleanup(test.world.end, self.process)

    def finish(self):
        """Waits for its end; a failure shows what it complained of."""
        status = self.process.wait(WATCHDOG + 5)
        errors = self.folder / 'errors.log'
        said = errors.read_text(errors='replace') if errors.exists() else ''
        self.test.assertEqual(status, 0, '%s: %s' % (self.name, re.sub(r'\s+', ' ', said)[-1500:]))
