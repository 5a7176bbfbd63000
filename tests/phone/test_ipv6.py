# SPDX-License-Identifier: GPL-3.0-or-later
"""By IPv6: registering, calls both ways, sound, a name that has both kinds of address."""
import re
import unittest

from kamailio import PASSWORD, Kamailio
from phonekit import Phone, PhoneTest, Rtp, Stranger
from test_peers import Baresip


class Ipv6(PhoneTest):
    def phone(self, *args, env=None):
        return Phone(self, '--interface=::1', *args, env=env)

    def start(self):
        stranger = Stranger(self, '::1')
        driver = self.phone()
        driver.register(0, proxy='[::1]:%d' % stranger.port, domain='[::1]')
        return driver, stranger

    def test_registers(self):
        driver, stranger = self.start()
        contact = stranger.registers[0].get('Contact')
        self.assertRegex(contact, r'^<sip:201-[0-9a-f]+@\[::1\]:\d+>;expires=120$')
        driver.quit()

    def test_call_of_ours(self):
        driver, stranger = self.start()
        rtp = Rtp(self, host='::1')
        call, invite, _ = self.talk(driver, stranger, rtp=rtp)
        self.assertIn('c=IN IP6 ::1\r\n', invite.body)
        rtp.wait(lambda r: r.packets > 20, 'sound of ours')
        driver.wait_stats(call, lambda s: s['rx'] > 20 and s['rx_level'] > -20)
        driver.send('hangup', call)
        stranger.wait('BYE')
        driver.quit()

    def test_follows_the_route(self):
        """Without being told an address: the one that leads to the server, of its kind."""
        stranger = Stranger(self, '::1')
        driver = Phone(self)
        driver.register(0, proxy='[::1]:%d' % stranger.port, domain='[::1]')
        self.assertIn('@[::1]:', stranger.registers[0].get('Contact'))
        call, invite, _ = self.talk(driver, stranger, rtp=Rtp(self, host='::1'))
        self.assertIn('c=IN IP6 ::1\r\n', invite.body)
        driver.wait_stats(call, lambda s: s['rx'] > 20)
        driver.quit()

    def test_call_of_theirs(self):
        driver, stranger = self.start()
        rtp = Rtp(self, host='::1')
        stranger.invite(rtp)
        call = driver.wait('incoming', number='300')['call']
        driver.send('answer', call)
        answer = stranger.wait(code=200)
        stranger.follow(answer, rtp)
        driver.wait_stats(call, lambda s: s['rx'] > 20 and s['rx_level'] > -20)
        driver.quit()

    def test_other_kind_of_address_in_the_call(self):
        """An offer of IPv4 to a telephone that is reached by IPv6 alone."""
        driver, stranger = self.start()
        rtp = Rtp(self)
        stranger.sdp, original = (
            lambda *_: original(rtp).replace('IP6 ::1', 'IP4 127.0.0.1')), stranger.sdp
        stranger.invite(rtp)
        self.assertTrue(stranger.wait(code=488))
        driver.quit()


class Servers(Ipv6):
    """Kamailio, and Debian's baresip beyond it."""

    test_registers = test_call_of_ours = test_call_of_theirs = None
    test_other_kind_of_address_in_the_call = test_follows_the_route = None

    def through(self, transport, srtp='off', theirs=''):
        server = Kamailio(self, self.folder, 'DNS:localhost,IP:::1', host='::1')
        driver = self.phone('--ca=' + server.ca)
        port = getattr(server, transport)
        driver.register(port, transport=transport, password=PASSWORD, srtp=srtp,
                        domain='[::1]', proxy='[::1]:%d' % port)
        server.wait_line('registered 201 by ' + transport)
        peer = Baresip(self, self.folder, '<sip:202@[::1]:%d;transport=udp>;auth_pass=plain;'
                       'answermode=auto;regint=60;outbound="sip:[::1]:%d"%s'
                       % (server.udp, server.udp, theirs), host='::1')
        server.wait_line('registered 202')
        call = driver.dial('202')
        driver.wait('call', call=call, state='active', secure='yes' if srtp != 'off' else 'no')
        driver.wait_stats(call, lambda s: s['rx'] > 50 and s['rx_level'] > -40)
        driver.send('hangup', call)
        peer.wait_event('CALL_CLOSED')
        peer.command('dial', 'sip:201@[::1]:%d' % server.udp)
        call = driver.wait('incoming')['call']
        driver.send('answer', call)
        driver.wait_stats(call, lambda s: s['rx'] > 50 and s['rx_level'] > -40)
        peer.command('hangup')
        self.assertEqual(driver.wait('call', call=call, state='ended')['end'], 'remote')
        driver.quit()
        self.assertFalse(re.search('127.0.0.1', '\n'.join(driver.log)))

    def test_udp(self):
        self.through('udp')

    def test_tcp(self):
        self.through('tcp')

    def test_tls(self):
        self.through('tls', 'required', ';mediaenc=srtp')


if __name__ == '__main__':
    unittest.main()
