# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain SIP account, without a CTI server, on strangers: Kamailio as the server,
Debian's baresip and SIPp as the other party."""
from kit import ctl, main, sound
from kit.shared import Popups, Signals
from kit.sip import Baresip, Certificates, Kamailio, sipp, start_on
from kit.watch import wait_until
from kit.world import WorldCase

USERS = {'401': 'one', '402': 'two'}

# Calls with a name that no display should take for markup, and wants to hear 486.
CALLER = '''<?xml version="1.0"?>
<scenario name="caller">
  <send><![CDATA[
    INVITE sip:401@[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
    From: "<b>Mallory</b> & Co" <sip:402@[remote_ip]:[remote_port]>;tag=[call_number]
    To: <sip:401@[remote_ip]:[remote_port]>
    Call-ID: [call_id]
    CSeq: 1 INVITE
    Contact: <sip:402@[local_ip]:[local_port]>
    Max-Forwards: 70
    Content-Length: 0

  ]]></send>
  <recv response="407" auth="true"/>
  <send><![CDATA[
    ACK sip:401@[remote_ip]:[remote_port] SIP/2.0
    [last_Via:]
    [last_From:]
    [last_To:]
    Call-ID: [call_id]
    CSeq: 1 ACK
    Max-Forwards: 70
    Content-Length: 0

  ]]></send>
  <send><![CDATA[
    INVITE sip:401@[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
    From: "<b>Mallory</b> & Co" <sip:402@[remote_ip]:[remote_port]>;tag=[call_number]
    To: <sip:401@[remote_ip]:[remote_port]>
    Call-ID: [call_id]
    CSeq: 2 INVITE
    Contact: <sip:402@[local_ip]:[local_port]>
    [authentication username=402 password=two]
    Max-Forwards: 70
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=- 1 1 IN IP4 [local_ip]
    s=-
    c=IN IP4 [local_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 8
    a=rtpmap:8 PCMA/8000

  ]]></send>
  <recv response="100" optional="true"/>
  <recv response="180"/>
  <recv response="486"/>
  <send><![CDATA[
    ACK sip:401@[remote_ip]:[remote_port] SIP/2.0
    [last_Via:]
    [last_From:]
    [last_To:]
    Call-ID: [call_id]
    CSeq: 2 ACK
    Max-Forwards: 70
    Content-Length: 0

  ]]></send>
</scenario>
'''


class PlainSip(WorldCase):
    parts = {'display': True}
    certificates = None

    def setUp(self):
        super().setUp()
        self.make_server()
        self.program = None

    def make_server(self):
        self.server = Kamailio(self.world, USERS)

    def start(self, transport='udp', password='one', ca=None, more=()):
        port = self.server.tls_port if transport == 'tls' else self.server.port
        self.program = start_on(self.world, port, '401', password, transport, ca, more)
        self.signals = Signals(self.world)

    def quit(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0,
                         self.world.log('cornetta-desktop')[-3000:])

    def call_both_ways(self, peer):
        """Each calls the other, each hangs up once."""
        peer.wait_registered()
        ctl.call(self.world, 'Dial', 'ssa{sv}', '402', '', {})
        call = ctl.wait_call(self.world, 'active', number='402')
        peer.wait_event('CALL_ESTABLISHED')
        self.sound_goes_through(peer)
        ctl.call(self.world, 'HangUp', 'u', call['id'])
        self.assertEqual(self.signals.wait('CallEnded', id=call['id'])['end'], 'local')
        peer.wait_event('CALL_CLOSED')
        peer.command('dial', '401')
        call = ctl.wait_call(self.world, 'incoming', number='402')
        ctl.call(self.world, 'Answer', 'u', 0)
        ctl.wait_call(self.world, 'active', id=call['id'])
        peer.wait_event('CALL_ESTABLISHED')
        peer.command('hangup')
        self.assertEqual(self.signals.wait('CallEnded', id=call['id'])['end'], 'remote')
        ctl.wait_no_call(self.world)

    def sound_goes_through(self, peer):
        """Only where there is sound."""


class Audible(PlainSip):
    parts = {'display': True, 'sound': True}
    codec = 'PCMA/8000'

    def sound_goes_through(self, peer):
        self.assertEqual(ctl.call(self.world, 'CallStats', 'u', 0)['codec'], self.codec)
        self.world.sound.play(440)
        wait_until(lambda: self.is_note(peer.heard()[-8000:], 440), 'our note there')
        wait_until(lambda: self.is_note(self.world.sound.record('spk.monitor', 0.5), 900),
                   'their note here')

    @staticmethod
    def is_note(samples, hertz):
        return len(samples) > 2000 and sound.strength(samples, hertz) > 0.5

    def test_udp(self):
        self.start()
        status = ctl.wait_status(self.world, state='ready', line='ready')
        self.assertEqual((status['extension'], status['contacts']), ('401', 0))
        self.call_both_ways(Baresip(self.world, '402', 'two', self.server.port, tone=900))
        self.assertIn('udp', self.server.requests('REGISTER')[0])
        self.quit()

    def test_g722(self):
        """M30: wide sound, whose clock is written as 8000 in the offer, with a stranger's codec."""
        self.codec = 'G722/16000'
        self.start()
        ctl.wait_status(self.world, line='ready')
        self.call_both_ways(Baresip(self.world, '402', 'two', self.server.port, tone=900,
                                    codec='g722'))
        self.quit()


class Tcp(PlainSip):
    def test_tcp(self):
        self.start('tcp')
        ctl.wait_status(self.world, line='ready')
        self.assertTrue(all(line.endswith(' tcp') for line in self.server.requests('REGISTER')))
        self.call_both_ways(Baresip(self.world, '402', 'two', self.server.port, ';transport=tcp'))
        self.quit()

    def test_wrong_password(self):
        self.start('tcp', password='wrong')
        status = ctl.wait_status(self.world, line='failed')
        self.assertEqual(status['state'], 'ready')
        self.assertIn('refused user or password', status['line-reason'])
        self.assertEqual(status['trouble'], status['line-reason'])
        ctl.call(self.world, 'Devices')
        self.quit()

    def test_server_goes(self):
        """In a call: both are ended in time, although nobody answers any more."""
        self.start('udp')
        ctl.wait_status(self.world, line='ready')
        peer = Baresip(self.world, '402', 'two', self.server.port)
        peer.wait_registered()
        ctl.call(self.world, 'Dial', 'ssa{sv}', '402', '', {})
        ctl.wait_call(self.world, 'active', number='402')
        self.server.stop()
        self.quit()


class Declined(PlainSip):
    parts = {'display': True, 'notifications': True}

    def test_caller_is_told(self):
        """M29, M66: 486 on the wire; a name like markup is shown as what it is."""
        scenario = self.world.folder / 'caller.xml'
        scenario.write_text(CALLER)
        self.start()
        ctl.wait_status(self.world, line='ready')
        caller, _ = sipp(self.world, scenario, '127.0.0.1:%d' % self.server.port)
        call = ctl.wait_call(self.world, 'incoming', number='402')
        self.assertEqual(call['name'], '<b>Mallory</b> & Co')
        popups = Popups(self.world)
        number, popup = popups.wait()
        self.assertEqual(popup['summary'], '<b>Mallory</b> & Co')
        self.assertNotIn('<b>', popup['body'])
        popups.press(number, 'decline')
        self.assertEqual(self.signals.wait('CallEnded', id=call['id'])['end'], 'declined')
        self.assertEqual(caller.wait(60), 0)
        self.quit()


class Tls(PlainSip):
    def make_server(self):
        self.certificates = Certificates(self.world)
        self.server = Kamailio(self.world, USERS, self.certificates)

    def test_tls(self):
        self.start('tls', ca=self.certificates.ca)
        ctl.wait_status(self.world, line='ready')
        self.assertTrue(all(line.endswith(' tls') for line in self.server.requests('REGISTER')))
        self.call_both_ways(Baresip(self.world, '402', 'two', self.server.tls_port,
                                    ';transport=tls'))
        self.quit()

    def required(self, account):
        """Q36: a call to a telephone with such an account; encryption is asked for."""
        self.start('tls', ca=self.certificates.ca, more=('--sip-encryption', 'required'))
        ctl.wait_status(self.world, line='ready')
        peer = Baresip(self.world, '402', 'two', self.server.tls_port, ';transport=tls',
                       account=account)
        peer.wait_registered()
        ctl.call(self.world, 'Dial', 'ssa{sv}', '402', '', {})
        return peer

    def test_encryption_required(self):
        peer = self.required(';mediaenc=srtp')
        ctl.wait_call(self.world, 'active', number='402', secure=True)
        ctl.call(self.world, 'HangUp', 'u', 0)
        peer.wait_event('CALL_CLOSED')
        self.quit()

    def test_encryption_required_and_not_there(self):
        """Neither they nor we go on in clear; the user is told what is wrong."""
        peer = self.required('')
        ended = self.signals.wait('CallEnded', number='402')
        self.assertEqual(ended['end'], 'failed')
        self.assertIn('encrypt', ended['end-text'])
        peer.wait_event('CALL_CLOSED')
        peer.command('dial', '401')
        self.assertIn('488', peer.wait_event('CALL_CLOSED')['param'])
        # Told of as one that could not ring; it did not.
        missed = self.signals.wait('CallAdded', number='402', incoming=True)
        self.assertEqual((missed['state'], missed['end']), ('ended', 'failed'))
        self.assertIn('encrypt', missed['end-text'])
        self.assertEqual(len(self.signals.named('CallAdded')), 2)
        self.quit()

    def test_encryption_of_no_kind(self):
        self.start('tls', more=('--sip-encryption', 'perhaps'))
        self.assertEqual(self.program.wait(60), 2)
        self.assertIn('perhaps', self.world.log('cornetta-desktop'))

    def test_nobody_vouches(self):
        """A certificate of an authority that is not ours."""
        other = Certificates(self.world, label='other')
        self.start('tls', ca=other.ca)
        self.wait_distrust()

    def wait_distrust(self):
        reason = wait_until(lambda: ctl.status(self.world).get('line-reason'), 'a reason')
        self.assertIn('certificate', reason)
        self.assertNotEqual(ctl.status(self.world)['line'], 'ready')
        self.assertEqual(self.server.requests('REGISTER'), [])
        self.quit()


class WrongHost(Tls):
    """A good certificate of somebody else."""

    def make_server(self):
        self.certificates = Certificates(self.world, 'sip.example.test')
        self.server = Kamailio(self.world, USERS, self.certificates)

    test_tls = test_nobody_vouches = None
    test_encryption_required = test_encryption_required_and_not_there = None
    test_encryption_of_no_kind = None

    def test_wrong_host(self):
        self.start('tls', ca=self.certificates.ca)
        self.wait_distrust()


if __name__ == '__main__':
    main()
