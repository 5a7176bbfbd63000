# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults do what they say, and strangers' input does no harm."""
import http.client
import json
import socket
import time
import unittest
import urllib.parse

import kit
from common import DemoTest


class Faults(DemoTest):
    def setUp(self):
        self.header = self.sign_in()
        self.addCleanup(self.fault, 'rest', 'none')
        self.addCleanup(self.fault, 'token', 'none')

    def me(self):
        return self.ask('GET', '/api/user/me', headers=self.header)

    def test_rest(self):
        for value, status in (('500', 500), ('404', 404), ('wrongtypes', 200)):
            with self.subTest(value):
                self.fault('rest', value)
                self.assertEqual(self.me().status, status)
        for value in ('html', 'badjson'):
            with self.subTest(value):
                self.fault('rest', value)
                answer = self.me()
                self.assertEqual(answer.status, 200)
                with self.assertRaises(ValueError):
                    answer.json()
        self.fault('rest', 'none')
        self.assertEqual(self.me().json()['username'], 'demo')

    def test_huge(self):
        self.fault('rest', 'huge')
        self.assertGreaterEqual(len(self.me().text), 20 * 1024 * 1024)

    def test_cut(self):
        self.fault('rest', 'cut')
        with self.assertRaises(http.client.IncompleteRead):
            self.me()

    def test_slow(self):
        self.fault('rest', 'slow:700')
        begun = time.monotonic()
        self.assertEqual(self.me().status, 200)
        self.assertGreater(time.monotonic() - begun, 0.65)

    def test_tokens(self):
        self.fault('token', 'expired')
        answer = self.me()
        self.assertEqual((answer.status, answer.json()['message']), (401, 'Token is expired'))
        self.header = self.sign_in()
        self.assertEqual(self.me().status, 200)
        self.fault('token', 'always')
        self.header = self.sign_in()
        self.assertEqual(self.me().status, 401)

    def test_unknown_fault(self):
        answer = self.ask('POST', '/demo/fault', {'kind': 'rest', 'value': 'sideways'})
        self.assertEqual(answer.status, 400)

    def test_truncated_404(self):
        """The real middleware announces more than it sends."""
        with self.assertRaises(http.client.IncompleteRead) as caught:
            self.ask('GET', '/api/astproxy/feature_codes', headers=self.header)
        self.assertEqual(json.loads(caught.exception.partial)['message'], 'API not found')


class Hostile(DemoTest):
    def still_well(self):
        self.assertIsNone(self.demo.process.poll())
        self.assertEqual(self.ask('GET', '/demo/state').status, 200)

    def test_bodies(self):
        header = self.sign_in()
        for body in (b'', b'{', b'[' * 100000, b'{"a":' * 50000, b'\xff\xfe\x00', b'null', b'[1]',
                     b'"text"', b'{"username":1,"password":[]}', b'{"id":-1}', b'{"id":1e99}',
                     b'{"type":"private","name":"\\u0000"}', b'{"number":"' + b'9' * 300 + b'"}'):
            for path in ('/api/login', '/webrest/authentication/login', '/api/phonebook/create',
                         '/api/phonebook/modify_cticontact', '/api/astproxy/call',
                         '/api/astproxy/hangup', '/api/user/presence', '/api/user/settings',
                         '/demo/fault', '/demo/event', '/demo/call', '/demo/party'):
                self.assertLess(self.ask('POST', path, body, header).status, 600)
        self.still_well()

    def test_too_big(self):
        answer = self.ask('POST', '/api/login', b'x' * (3 * 1024 * 1024))
        self.assertGreaterEqual(answer.status, 400)
        self.still_well()

    def test_paths(self):
        header = self.sign_in()
        for path in ('/', '/api', '/api/', '//', '/api/%', '/api/%00', '/api/phonebook/search/%ff',
                     '/api/phonebook/search/%2F', '/api/phonebook/contact/-1',
                     '/api/phonebook/contact/99999999999999999999', '/api/' + 'a/' * 2000,
                     '/api/phonebook/getall?limit=-1', '/api/phonebook/getall?offset=1',
                     '/api/history/calls?callType=user&username=x&from=1&to=2&pageNum=0',
                     '/api/history/calls?callType=user&username=demo&from=20200101&to=20991231'
                     '&pageSize=999999999&pageNum=999999999',
                     '/webrest/historycall/interval/user/demo/99999999/00000000'):
            self.assertLess(self.ask('GET', path, headers=header).status, 600, path)
        self.still_well()

    def test_sip(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            for packet in (b'', b'\0' * 2000, b'INVITE', b'REGISTER sip:x SIP/2.0\r\n\r\n',
                           b'INVITE sip:600@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP x;branch=z9hG4bK1'
                           b'\r\nFrom: <sip:201@x>;tag=1\r\nTo: <sip:600@x>\r\nCall-ID: 1\r\n'
                           b'CSeq: 1 INVITE\r\nAuthorization: Digest username="201", realm="", '
                           b'nonce="", uri="", response=""\r\n\r\n'):
                stranger.sendto(packet, ('127.0.0.1', self.demo.sip['udp']))
        with socket.create_connection(('127.0.0.1', self.demo.sip['tcp'])) as stranger:
            stranger.sendall(b'A' * 100000)
        self.still_well()

    def test_half_requests(self):
        parts = urllib.parse.urlsplit(self.demo.url)
        for text in (b'GET', b'POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{',
                     b'GET /api/ws/?EIO=4 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n',
                     b'\x16\x03\x01\x02\x00'):
            with socket.create_connection((parts.hostname, parts.port)) as stranger:
                stranger.sendall(text)
        self.still_well()

    def test_gone_while_waiting(self):
        """The client leaves while the desk phone rings."""
        header = self.sign_in()
        parts = urllib.parse.urlsplit(self.demo.url)
        body = b'{"number":"203","endpointId":"301","endpointType":"extension"}'
        with socket.create_connection((parts.hostname, parts.port)) as stranger:
            stranger.sendall(b'POST /api/astproxy/call HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n'
                             b'Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s'
                             % (header['Authorization'].encode(), len(body), body))
            self.demo.wait(lambda state: state['desk'], 'the desk phone to ring')
        self.demo.wait(lambda state: state['desk'][-1]['pickedUp'], 'it to be picked up')
        self.still_well()


if __name__ == '__main__':
    kit.main()
