# SPDX-License-Identifier: GPL-3.0-or-later
"""What others ask of us beside a call: SIPp behind Kamailio."""
from kit import ctl, main
from kit.shared import Popups, Signals
from kit.sip import Baresip, Kamailio, free_port, sipp, start_on
from kit.watch import stays, wait_until
from kit.world import APP_ID, WorldCase

USERS = {'401': 'one', '402': 'two', '403': 'three'}

HEAD = '''    From: <sip:402@[remote_ip]:[remote_port]>;tag=[call_number]
    To: <sip:401@[remote_ip]:[remote_port]>
    Call-ID: [call_id]
    Max-Forwards: 70
    Contact: <sip:402@[local_ip]:[local_port]>
'''
ACK = '''  <send><![CDATA[
    ACK sip:401@[remote_ip]:[remote_port] SIP/2.0
    [last_Via:]
    [last_From:]
    [last_To:]
    Call-ID: [call_id]
    Max-Forwards: 70
    CSeq: 1 ACK
    Content-Length: 0

  ]]></send>
'''
INVITE = '''  <send><![CDATA[
    INVITE sip:401@[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
''' + HEAD + '''    CSeq: %d INVITE
%s    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=- 1 1 IN IP4 [local_ip]
    s=-
    c=IN IP4 [local_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 8
    a=rtpmap:8 PCMA/8000

  ]]></send>
'''
# Calls us with some headers more, and waits for an answer.
CALLER = '''<?xml version="1.0"?>
<scenario name="caller">
''' + INVITE % (1, '') + '''  <recv response="407" auth="true"/>
''' + ACK + INVITE % (2, '    [authentication username=402 password=two]\n%s') + '''
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="%d" rrs="true"/>
%s</scenario>
'''
# And talks, until we hang up.
TALK = '''  <send><![CDATA[
    ACK [next_url] SIP/2.0
    Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
    [routes]
    [last_From:]
    [last_To:]
    Call-ID: [call_id]
    Max-Forwards: 70
    CSeq: 2 ACK
    Content-Length: 0

  ]]></send>
  <recv request="BYE"/>
  <send><![CDATA[
    SIP/2.0 200 OK
    [last_Via:]
    [last_From:]
    [last_To:]
    [last_Call-ID:]
    [last_CSeq:]
    Content-Length: 0

  ]]></send>
'''
# Is called, and sends on.
FORWARDER = '''<?xml version="1.0"?>
<scenario name="forwarder">
  <recv request="INVITE"/>
  <send><![CDATA[
    SIP/2.0 302 Moved Temporarily
    [last_Via:]
    [last_From:]
    [last_To:];tag=[call_number]
    [last_Call-ID:]
    [last_CSeq:]
    Contact: <sip:%s@[local_ip]:[local_port]>
    Content-Length: 0

  ]]></send>
  <recv request="ACK"/>
</scenario>
'''


class PeerAsks(WorldCase):
    parts = {'display': True, 'notifications': True}
    routes = {}

    def setUp(self):
        super().setUp()
        self.forwarder = free_port()
        self.server = Kamailio(self.world, USERS, routes={'405': self.forwarder})

    def start(self, *more):
        self.program = start_on(self.world, self.server.port, '401', 'one', more=more)
        self.signals = Signals(self.world)
        ctl.wait_status(self.world, line='ready')

    def end(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0,
                         self.world.log('cornetta-desktop')[-3000:])

    def call_us(self, code, *headers):
        scenario = self.world.folder / 'caller.xml'
        scenario.write_text(CALLER % (''.join('    %s\n' % header for header in headers), code,
                                      TALK if code == 200 else ''))
        return sipp(self.world, scenario, '127.0.0.1:%d' % self.server.port)[0]

    def set_intercom(self, on):
        self.world.run(['gsettings', 'set', APP_ID, 'answer-intercom', on])

    def test_forwarded(self):
        """A 302 is a question, and its number is not called before the answer."""
        scenario = self.world.folder / 'forwarder.xml'
        scenario.write_text(FORWARDER % '899123456')
        forwarder, _ = sipp(self.world, scenario, port=self.forwarder)
        self.start()
        ctl.call(self.world, 'Dial', 'ssa{sv}', '405', '', {})
        self.assertEqual(self.signals.wait('CallEnded', number='405')['end'], 'failed')
        ctl.wait_status(self.world, asking='899123456')
        self.assertEqual(forwarder.wait(60), 0)
        stays(lambda: '899123456' not in str(self.server.requests('INVITE')) and
              not ctl.calls(self.world), 1, 'no call')
        self.end()

    def test_intercom(self):
        """Q10: by itself where it is wanted, and only where nobody is talked with."""
        self.set_intercom('true')
        self.start()
        caller = self.call_us(200, 'Answer-Mode: Auto')
        ctl.wait_call(self.world, 'active', number='402', incoming=True)
        ctl.call(self.world, 'HangUp', 'u', 0)
        self.assertEqual(caller.wait(60), 0)
        self.end()

    def test_intercom_is_off(self):
        self.start()
        caller = self.call_us(486, 'Answer-Mode: Auto', 'Call-Info: <sip:x>;answer-after=0')
        ctl.wait_call(self.world, 'incoming', number='402')
        stays(lambda: ctl.calls(self.world)[0]['state'] == 'incoming', 2, 'the ringing')
        ctl.call(self.world, 'Decline', 'u', 0)
        self.assertEqual(caller.wait(60), 0)
        self.end()

    def test_place_taken(self):
        """RFC 3891: somebody else goes on in the same call, and nothing rings."""
        other = Baresip(self.world, '403', 'three', self.server.port)
        other.wait_registered()
        self.start()
        ctl.call(self.world, 'Dial', 'ssa{sv}', '403', '', {})
        call = ctl.wait_call(self.world, 'active', number='403')
        wait_until(lambda: ctl.calls(self.world)[0]['seconds'] >= 2, 'two seconds')
        caller = self.call_us(200, 'Replaces: %s;to-tag=%s;from-tag=%s' % self.server.ends('403'))
        now = ctl.wait_call(self.world, 'active', number='402')
        other.wait_event('CALL_CLOSED')
        self.assertEqual([one['id'] for one in ctl.calls(self.world)], [call['id']])
        self.assertFalse(now['incoming'])
        self.assertGreaterEqual(now['seconds'], 2)
        self.assertEqual(Popups(self.world).open(), {})
        ctl.call(self.world, 'HangUp', 'u', 0)
        self.assertEqual(caller.wait(60), 0)
        self.assertEqual(len(self.signals.named('CallEnded')), 1)
        self.end()

    def test_called_in_clear(self):
        """Encryption is required: nothing rings, and it says who called, and why."""
        self.start('--sip-encryption', 'required')
        caller = self.call_us(488)
        ended = self.signals.wait('CallEnded', number='402')
        self.assertEqual((ended['end'], ended['incoming']), ('failed', True))
        self.assertIn('does not encrypt', ended['end-text'])
        _, popup = Popups(self.world).wait('call.unanswered')
        self.assertIn('402', popup['body'])
        self.assertIn('does not encrypt', popup['body'])
        self.assertEqual(len(Popups(self.world).open()), 1)
        self.assertEqual(caller.wait(60), 0)
        self.end()

    def test_queue(self):
        """Q13"""
        self.start()
        caller = self.call_us(486, 'P-Called-Party-ID: "Sales" <sip:400@127.0.0.1>')
        call = ctl.wait_call(self.world, 'incoming', number='402')
        self.assertEqual(call['called'], 'Sales (400)')
        number, popup = Popups(self.world).wait()
        self.assertIn('Sales (400) was called', popup['body'])
        Popups(self.world).press(number, 'decline')
        self.assertEqual(caller.wait(60), 0)
        self.end()


if __name__ == '__main__':
    main()
