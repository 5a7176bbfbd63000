# SPDX-License-Identifier: GPL-3.0-or-later
"""The gateway's reverse proxy, judged by a server behind it that notes what comes, and
what a server says that reaches this computer by its gateway alone."""
import http.client
import http.server
import json
import socket
import subprocess
import threading
import unittest
import urllib.parse

import kit
from common import DemoTest, ask
from kit import BUILD
from kit.watch import WATCHDOG, wait_until


class Upstream(http.server.ThreadingHTTPServer):
    """Answers each request with what it was; /held waits until the test lets it go."""

    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Answers)
        self.seen = []
        self.lock = threading.Lock()
        self.waiting = self.left = 0
        self.let_go = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return 'http://127.0.0.1:%d/inner' % self.server_port

    def handle_error(self, request, client_address):
        """Clients that leave are part of the test."""

    def close(self):
        self.let_go.set()
        self.shutdown()
        self.server_close()


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def answer(self):
        length = int(self.headers.get('Content-Length') or 0)
        body = self.rfile.read(length).decode()
        self.server.seen.append((self.command, self.path, body, dict(self.headers)))
        size = 0
        if '/held' in self.path:
            self.hold()
        elif '/huge' in self.path:
            size = 2 * 1024 * 1024
        text = json.dumps({'method': self.command, 'path': self.path, 'body': body,
                           'padding': 'x' * size}).encode()
        self.send_response(418 if '/teapot' in self.path else 200)
        self.send_header('Content-Type', 'application/x-test')
        self.send_header('Access-Control-Allow-Origin', '*')
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(text)

    def hold(self):
        """Until the test lets go, or the other side has left."""
        with self.server.lock:
            self.server.waiting += 1
        self.connection.settimeout(0.05)
        while not self.server.let_go.is_set():
            try:
                if not self.connection.recv(1, socket.MSG_PEEK):
                    break
            except socket.timeout:
                continue
            except OSError:
                break
        else:
            self.connection.settimeout(None)
            return
        with self.server.lock:
            self.server.left += 1
        raise ConnectionResetError

    do_GET = do_POST = do_PUT = do_OPTIONS = do_DELETE = do_HEAD = answer

    def log_message(self, format, *args):  # pylint: disable=redefined-builtin
        pass


class Proxy(DemoTest):
    @classmethod
    def setUpClass(cls):
        cls.upstream = Upstream()
        cls.addClassCleanup(cls.upstream.close)
        cls.options = ('--gateway', cls.upstream.url, '--contacts=5', '--history=5',
                       '--operators=2')
        super().setUpClass()

    def setUp(self):
        self.upstream.seen.clear()
        self.upstream.let_go.clear()
        self.upstream.waiting = self.upstream.left = 0

    def gateway(self):
        return self.demo.state()['gateway']

    def wait_none_held(self):
        wait_until(lambda: self.gateway()['held'] == 0, 'no request to be held')

    def test_paths_and_methods(self):
        for method, path, body, inner in (
                ('POST', '/janus', b'{"janus":"create"}', '/inner'),
                ('POST', '/janus/1/2', b'{"janus":"message"}', '/inner/1/2'),
                ('GET', '/janus/1?maxev=5&rid=7', None, '/inner/1?maxev=5&rid=7'),
                ('GET', '/janus/a%2Fb', None, '/inner/a%2Fb'),
                ('OPTIONS', '/janus', None, '/inner'), ('DELETE', '/janus/1', None, '/inner/1')):
            with self.subTest(method=method, path=path):
                answer = self.ask(method, path, body)
                self.assertEqual(answer.status, 200)
                self.assertEqual(answer.headers['content-type'], 'application/x-test')
                self.assertEqual(answer.headers['access-control-allow-origin'], '*')
                said = answer.json()
                self.assertEqual((said['method'], said['path'], said['body'].encode()),
                                 (method, inner, body or b''))

    def test_many_bodies(self):
        """None is lost, and none loses its type."""
        for number in range(300):
            body = b'{"n":%d}' % number
            self.assertEqual(self.ask('POST', '/janus', body).json()['body'], body.decode())
        self.assertEqual({seen[3]['Content-Type'] for seen in self.upstream.seen},
                         {'application/json'})

    def test_headers(self):
        self.ask('POST', '/janus', b'{}', {'X-Of-The-Client': 'kept', 'Connection': 'x-hop',
                                           'Authorization': 'Bearer kept'})
        headers = self.upstream.seen[0][3]
        self.assertEqual((headers['X-Of-The-Client'], headers['Authorization']),
                         ('kept', 'Bearer kept'))
        self.assertEqual(headers['Host'], '127.0.0.1:%d' % self.upstream.server_port)
        self.assertNotIn('x-hop', headers.get('Connection', ''))

    def test_status_passes(self):
        self.assertEqual(self.ask('GET', '/janus/teapot').status, 418)

    def test_others_pass_while_some_are_held(self):
        """Held polls of several sessions block nobody, and each gets its answer."""
        answers = []
        pollers = [threading.Thread(target=lambda i=i: answers.append(
            self.ask('GET', '/janus/held/%d' % i).json()['path'])) for i in range(8)]
        for poller in pollers:
            poller.start()
        wait_until(lambda: self.upstream.waiting == 8, 'the polls to be held')
        self.assertEqual(self.gateway()['held'], 8)
        self.assertEqual(self.ask('POST', '/janus', b'{}').status, 200)
        self.upstream.let_go.set()
        for poller in pollers:
            poller.join(WATCHDOG)
        self.assertEqual(sorted(answers), ['/inner/held/%d' % i for i in range(8)])
        self.wait_none_held()

    def test_poll_that_is_given_up(self):
        """Janus learns that its client has gone."""
        parts = urllib.parse.urlsplit(self.demo.url)
        with socket.create_connection((parts.hostname, parts.port)) as stranger:
            stranger.sendall(b'GET /janus/held HTTP/1.1\r\nHost: x\r\n\r\n')
            wait_until(lambda: self.upstream.waiting == 1, 'the poll to be held')
        wait_until(lambda: self.upstream.left == 1, 'the poll to be given up')
        self.wait_none_held()

    def test_limits(self):
        self.assertEqual(self.ask('GET', '/janus/huge').status, 502)
        try:
            status = self.ask('POST', '/janus', b'x' * (3 * 1024 * 1024)).status
        except (BrokenPipeError, ConnectionResetError):
            status = 413
        self.assertEqual(status, 413)
        self.assertNotIn('POST', [seen[0] for seen in self.upstream.seen])
        self.assertEqual(self.ask('POST', '/janus', b'{}').status, 200)

    def test_only_its_own_paths(self):
        for path in ('/janusx', '/januS', '/janu'):
            self.assertEqual(self.ask('GET', path).status, 404, path)
        self.assertEqual(self.upstream.seen, [])

    def test_faults(self):
        for value, status, kind in (('html', 200, 'text/html'), ('badjson', 200, 'application/json'),
                                    ('502', 502, 'text/plain; charset=utf-8')):
            with self.subTest(value):
                self.fault('gateway', value)
                answer = self.ask('POST', '/janus', b'{}')
                self.assertEqual((answer.status, answer.headers['content-type']), (status, kind))
                self.assertRaises(ValueError, answer.json)
        self.fault('gateway', 'none')
        self.assertEqual(self.ask('POST', '/janus', b'{}').status, 200)

    def test_what_the_server_says(self):
        """Nothing but the gateway leads to this computer."""
        me = self.ask('GET', '/api/user/me', headers=self.sign_in()).json()
        self.assertNotIn('proxy_fqdn', me)
        devices = {device['type']: device for device in me['endpoints']['extension']}
        self.assertNotIn('mobile', devices)
        self.assertEqual((devices['nethlink']['id'], devices['nethlink']['secret']),
                         ('201', 'secret-201'))
        config = self.ask('GET', '/config/config.production.js').text
        self.assertIn("SIP_HOST: '127.0.0.1'", config)
        self.assertIn("SIP_PORT: '%d'" % self.demo.sip['udp'], config)


class Down(DemoTest):
    """Its Janus has been stopped."""

    @classmethod
    def setUpClass(cls):
        with socket.socket() as taken:
            taken.bind(('127.0.0.1', 0))
            port = taken.getsockname()[1]
        cls.options = ('--gateway', 'http://127.0.0.1:%d/janus' % port, '--mobile', '--exchange=5099')
        super().setUpClass()

    def test_nothing_behind_it(self):
        answer = self.ask('POST', '/janus', b'{"janus":"create"}')
        self.assertEqual((answer.status, answer.text), (502, 'Bad Gateway'))

    def test_another_exchange(self):
        self.assertIn("SIP_PORT: '5099'", self.ask('GET', '/config/config.production.js').text)

    def test_mobile_has_a_proxy(self):
        me = self.ask('GET', '/api/user/me', headers=self.sign_in()).json()
        self.assertEqual(me['proxy_fqdn'], '127.0.0.1')
        mobile = next(device for device in me['endpoints']['extension']
                      if device['type'] == 'mobile')
        self.assertEqual((mobile['id'], mobile['secret']), ('92201', 'secret-92201'))


class Plain(DemoTest):
    def test_no_gateway(self):
        self.assertEqual(self.ask('POST', '/janus', b'{}').status, 404)
        self.assertNotIn('gateway', self.demo.state())


class Options(unittest.TestCase):
    def test_bad_urls(self):
        for url in ('https://127.0.0.1/janus', 'http://example.org/janus', 'janus', '',
                    'http://127.0.0.1:1/janus?x', 'http://[::2]/janus', 'ftp://127.0.0.1'):
            done = subprocess.run([BUILD / 'src' / 'demo' / 'cornetta-demo', '--gateway', url],
                                  capture_output=True, text=True, timeout=WATCHDOG, check=False)
            self.assertEqual((done.returncode, done.stdout), (1, ''), url)
            self.assertIn('--gateway', done.stderr)


if __name__ == '__main__':
    kit.main()
