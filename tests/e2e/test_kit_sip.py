# SPDX-License-Identifier: GPL-3.0-or-later
"""The kit's strangers among themselves: they register, call each other and hear."""
import unittest

import kit
from kit import sound
from kit.sip import Baresip, Certificates, Kamailio, sipp
from kit.watch import wait_until
from kit.world import World


OPTIONS = '''<?xml version="1.0"?>
<scenario name="options">
  <send><![CDATA[
    OPTIONS sip:[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
    From: <sip:kit@[local_ip]>;tag=[call_number]
    To: <sip:[remote_ip]>
    Call-ID: [call_id]
    CSeq: 1 OPTIONS
    Max-Forwards: 70
    Content-Length: 0

  ]]></send>
  <recv response="%s"/>
</scenario>
'''


class Strangers(unittest.TestCase):
    USERS = {'401': 'one', '402': 'two'}

    def call_through(self, world, server, port, options=''):
        one = Baresip(world, '401', 'one', port, options, tone=500)
        two = Baresip(world, '402', 'two', port, options, tone=900)
        one.wait_registered()
        two.wait_registered()
        one.command('dial', '402')
        one.wait_event('CALL_ESTABLISHED')
        two.wait_event('CALL_ESTABLISHED')
        self.assertTrue(server.requests('INVITE'))
        heard = wait_until(lambda: samples if len(samples := one.heard()) > 12000 else None, 'sound')
        self.assertAlmostEqual(sound.dominant(heard[-4000:]), 900, delta=20)
        one.command('hangup')
        two.wait_event('CALL_CLOSED')
        one.stop()
        two.stop()

    def test_call_by_udp(self):
        with World(bus=False) as world:
            server = Kamailio(world, self.USERS)
            self.call_through(world, server, server.port)

    def test_call_by_tls(self):
        with World(bus=False) as world:
            server = Kamailio(world, self.USERS, Certificates(world))
            self.call_through(world, server, server.tls_port, ';transport=tls')
            self.assertTrue(all(line.endswith(' tls') for line in server.requests('REGISTER')))

    def test_wrong_password(self):
        with World(bus=False) as world:
            server = Kamailio(world, self.USERS)
            client = Baresip(world, '401', 'wrong', server.port)
            wait_until(lambda: len(server.requests('REGISTER')) >= 2, 'two attempts')
            wait_until(lambda: '401 Unauthorized' in world.log('baresip-401'), 'the refusal')
            client.stop()

    def test_sipp(self):
        """A scenario that gets its answer ends with 0, one that doesn't with another."""
        with World(bus=False) as world:
            server = Kamailio(world, self.USERS)
            for expected, code in (('200', 0), ('486', 1)):
                scenario = world.folder / ('options-%s.xml' % expected)
                scenario.write_text(OPTIONS % expected)
                peer, _ = sipp(world, scenario, '127.0.0.1:%d' % server.port)
                self.assertEqual(min(peer.wait(60), 1), code)


if __name__ == '__main__':
    kit.main()
