# SPDX-License-Identifier: GPL-3.0-or-later
"""Registering: with Kamailio over each transport, and with servers that refuse."""
import hashlib
import re
import time
import unittest

from kamailio import PASSWORD, Kamailio
from phonekit import PhoneTest, Stranger, free_port


class WithKamailio(PhoneTest):
    def start(self, names='DNS:localhost,IP:127.0.0.1'):
        self.server = Kamailio(self, self.folder, names)
        return self.phone('--ca=' + self.server.ca)

    def test_udp_and_tcp(self):
        phone = self.start()
        for transport, port in (('udp', self.server.udp), ('tcp', self.server.tcp)):
            phone.register(port, name=transport, transport=transport, password=PASSWORD)
            self.server.wait_line('registered 201 by ' + transport)
        phone.quit()
        self.assertNotIn(PASSWORD, '\n'.join(phone.log))

    def test_tls_by_address_and_by_name(self):
        phone = self.start()
        for host in ('127.0.0.1', 'localhost'):
            phone.register(self.server.tls, name=host, transport='tls', password=PASSWORD,
                           proxy='%s:%d' % (host, self.server.tls))
            self.server.wait_line('registered 201 by tls')
        phone.quit()

    def refused(self, phone, host):
        phone.add_line(self.server.tls, transport='tls', password=PASSWORD,
                       proxy='%s:%d' % (host, self.server.tls))
        phone.send('connect', 'a')
        while True:
            said = phone.wait('line', line='a')
            self.assertNotEqual(said['state'], 'ready')
            if said['reason']:
                return said['reason']

    def test_tls_certificate_for_another_name(self):
        phone = self.start('DNS:other.example,IP:127.0.0.2')
        self.assertIn('certificate', self.refused(phone, 'localhost'))
        phone.quit()

    def test_tls_certificate_for_another_address(self):
        phone = self.start('DNS:localhost,IP:127.0.0.2')
        self.assertIn('certificate', self.refused(phone, '127.0.0.1'))
        phone.quit()

    def test_tls_certificate_of_nobody_known(self):
        self.start()
        phone = self.phone()  # the system's bundle does not know the test's CA
        self.assertIn('certificate', self.refused(phone, 'localhost'))
        phone.quit()

    def test_wrong_password(self):
        phone = self.start()
        phone.add_line(self.server.udp, password='wrong')
        phone.send('connect', 'a')
        self.assertIn('password', phone.wait('line', state='failed')['reason'])
        phone.quit()

    def test_forbidden_and_unknown(self):
        phone = self.start()
        for user in ('banned', 'nobody'):
            phone.add_line(self.server.udp, name=user, user=user, password=PASSWORD)
            phone.send('connect', user)
            self.assertIn(user, phone.wait('line', line=user, state='failed')['reason'])
        phone.quit()


class WithStranger(PhoneTest):
    def test_comes_back_after_trouble(self):
        stranger = Stranger(self)
        stranger.register_answers = [(503, 'Service Unavailable')]
        phone = self.phone()
        phone.add_line(stranger.port)
        phone.send('connect', 'a')
        said = phone.wait('line', state='registering')
        while not said['reason']:
            said = phone.wait('line', state='registering')
        self.assertIn('503', said['reason'])
        self.assertIsNone(phone.wait('line', state='ready')['reason'])
        phone.quit()

    def test_refreshes(self):
        stranger = Stranger(self)
        phone = self.phone()
        phone.register(stranger.port, expires=2)
        end = time.monotonic() + 60
        while len(stranger.registers) < 2:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        self.assertEqual(stranger.registers[0].get('Call-ID'), stranger.registers[1].get('Call-ID'))
        phone.quit()

    def test_nobody_there(self):
        phone = self.phone()
        phone.add_line(free_port(), transport='tcp')
        phone.send('connect', 'a')
        said = phone.wait('line', state='registering')
        while not said['reason']:
            said = phone.wait('line', state='registering')
        self.assertIn('127.0.0.1', said['reason'])
        phone.quit()

    def test_unknown_name(self):
        phone = self.phone()
        phone.add_line(0, proxy='no-such-host.invalid:5060')
        phone.send('connect', 'a')
        said = phone.wait('line', state='registering')
        while not said['reason']:
            said = phone.wait('line', state='registering')
        self.assertIn('no-such-host.invalid', said['reason'])
        phone.quit()

    def digest(self, algorithm, *challenges):
        """What the phone answers to these challenges; checks it as a server would."""
        stranger = Stranger(self)
        stranger.register_answers = [(401, 'Unauthorized', *(
            'WWW-Authenticate: Digest realm="r", nonce="%s", qop="auth", algorithm=%s'
            % (nonce, name) for nonce, name in challenges))]
        phone = self.phone()
        phone.register(stranger.port, password='secret', auth='someone')
        header = stranger.registers[1].get('Authorization')
        field = dict(re.findall(r'(\w+)="?([^",]*)"?', header))

        def h(text):
            return getattr(hashlib, algorithm)(text.encode()).hexdigest()
        ha1 = h('someone:r:secret')
        ha2 = h('REGISTER:' + field['uri'])
        self.assertEqual(field['response'], h(':'.join(
            (ha1, field['nonce'], field['nc'], field['cnonce'], 'auth', ha2))))
        phone.quit()
        return field['algorithm']

    def test_digest_md5(self):
        self.assertEqual(self.digest('md5', ('n1', 'MD5')), 'MD5')

    def test_digest_sha256(self):
        self.assertEqual(self.digest('sha256', ('n1', 'SHA-256')), 'SHA-256')

    def test_digest_servers_favourite_first(self):
        self.assertEqual(self.digest('sha256', ('n1', 'SHA-256'), ('n2', 'MD5')), 'SHA-256')
        self.assertEqual(self.digest('md5', ('n1', 'SHA-512-256'), ('n2', 'MD5')), 'MD5')

    def test_digest_nothing_known(self):
        stranger = Stranger(self)
        challenge = 'WWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA-512-256'
        stranger.register_answers = [(401, 'Unauthorized', challenge)]
        phone = self.phone()
        phone.add_line(stranger.port, password='secret')
        phone.send('connect', 'a')
        said = phone.wait('line', line='a', state='registering')
        while not said['reason']:
            said = phone.wait('line', line='a', state='registering')
        phone.quit()

    def test_contact_tells_no_address_of_memory(self):
        contacts = []
        for _ in range(2):
            stranger = Stranger(self)
            phone = self.phone()
            phone.register(stranger.port)
            contacts.append(re.search('<sip:(.*?)@', stranger.registers[0].get('Contact')).group(1))
            phone.quit()
        for contact in contacts:
            self.assertRegex(contact, '^201-[0-9a-f]{16}$')
        self.assertNotEqual(*contacts)

    def test_account_that_can_not_be(self):
        phone = self.phone()
        for field, bad in (('user', '201>;x=<'), ('domain', 'pbx;maddr=evil'),
                           ('proxy', 'pbx"x'), ('auth', 'a"b')):
            phone.add_line(5060, name=field, **{field: bad})
            self.assertTrue(phone.wait('error')['text'])
        phone.quit()


if __name__ == '__main__':
    unittest.main()
