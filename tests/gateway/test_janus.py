# SPDX-License-Identifier: GPL-3.0-or-later
"""The gateway's line against the real one, Debian's Janus, with parties of other makes behind it:
Debian's baresip at Kamailio, and the demo's. Signalling alone: the probe has no sound."""
import signal
import subprocess
import threading
import unittest

import kit
from kit import netns, referrer
from kit.demo import Demo
from kit.janus import Janus
from kit.sip import Baresip, Kamailio, free_port, sipp
from kit.watch import wait_until
from kit.world import World, has_failed

# A telephone that is called to take a place, and is told by whom.
TAKEN = '''<?xml version="1.0"?>
<scenario name="called to take a place">
  <recv request="INVITE">
    <action>
      <ereg regexp="^ *there;to-tag=1;from-tag=2" search_in="hdr" header="Replaces:"
        check_it="true" assign_to="said"/>
      <ereg regexp="sip:405@" search_in="hdr" header="Referred-By:" check_it="true"
        assign_to="said"/>
    </action>
  </recv>
  <send retrans="500"><![CDATA[
    SIP/2.0 200 OK
    [last_Via:]
    [last_Record-Route:]
    [last_From:]
    [last_To:];tag=[call_number]
    [last_Call-ID:]
    [last_CSeq:]
    Contact: <sip:[local_ip]:[local_port]>
    P-Asserted-Identity: "Eva" <sip:207@pbx>
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=- 1 1 IN IP4 [local_ip]
    s=-
    c=IN IP4 [media_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 8
    a=rtpmap:8 PCMA/8000

  ]]></send>
  <recv request="ACK"/>
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
  <Reference variables="said"/>
</scenario>
'''
PROBE = kit.BUILD / 'tests' / 'gateway' / 'gateway-probe'


class Line:
    """The probe: what it says, and what it is told."""

    def __init__(self, world, url, port, password='secret-201', user='201'):
        self.process = world.spawn(
            'probe', [PROBE, url, user, password, '127.0.0.1', str(port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.said = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.said.append(line.decode().rstrip('\n'))

    def wait(self, text, after=0):
        def found():
            return next((line for line in self.said[after:] if text in line), None)
        try:
            return wait_until(found, repr(text))
        except AssertionError as error:
            raise AssertionError('%s; said: %s' % (error, self.said)) from None

    def tell(self, text, wait=None):
        """Returns how much was said before."""
        before = len(self.said)
        self.process.stdin.write(text.encode() + b'\n')
        self.process.stdin.flush()
        if wait:
            self.wait(wait, before)
        return before

    def stop(self):
        self.tell('stop', 'stopped')


class Real(unittest.TestCase):
    nat = ''

    def setUp(self):
        self.world = World(bus=False)
        self.world.__enter__()
        self.addCleanup(self._leave)
        self.janus = Janus(self.world, nat=self.nat)

    def url(self):
        """By which way the line goes."""
        return self.janus.url

    def _leave(self):
        self.world.failed = has_failed(self)
        self.world.__exit__(None, None, None)

    def demo(self):
        """A line on the demo's exchange, ready."""
        demo = Demo(self.world)
        line = Line(self.world, self.url(), demo.sip['udp'])
        line.wait('line ready')
        return demo, line

    def reaches(self, demo, number, state):
        """The far end hears of it a moment after this one."""
        wait_until(lambda: (demo.party(number) or {}).get('state') == state,
                   '%s to be %s' % (number, state))


@netns.needed
class WithDemo(Real):
    def test_out(self):
        demo, line = self.demo()
        line.tell('dial 600', 'call 1 active')
        line.tell('hold 1', 'call 1 active end=0 held=1')
        line.tell('unhold 1', 'call 1 active end=0 held=0')
        line.tell('hangup 1', 'call 1 ended end=1')
        self.reaches(demo, '600', 'idle')
        line.tell('dial 602', 'call 2 ended end=6')
        line.tell('dial 604', 'call 3 ended end=7')
        line.tell('dial 605', 'call 4 ringing')
        line.tell('hangup 4', 'call 4 ended end=1')
        self.reaches(demo, '605', 'idle')
        line.stop()
        demo.wait(lambda state: not state['registrations'], 'the registration to be taken back')

    def test_in(self):
        demo, line = self.demo()
        demo.call('202')
        line.wait('call 1 incoming "202" "Roberto Bianchi"')
        line.tell('answer 1', 'call 1 active')
        demo.call('203')
        line.wait('call 2 incoming "203"')
        before = line.tell('answer 2', 'call 2 active')
        line.wait('call 1 active end=0 held=1', before)
        line.tell('dial 600', 'call 3 active')
        demo.request('POST', '/demo/party', {'number': '202', 'action': 'hangup'})
        line.wait('call 1 ended end=2')
        self.reaches(demo, '203', 'held')  # one is spoken in
        line.tell('hangup 2', 'call 2 ended')
        line.tell('hangup 3', 'call 3 ended')
        self.reaches(demo, '203', 'idle')

    def test_not_taken(self):
        demo, line = self.demo()
        demo.call('204', cancel_after_ms=200)
        line.wait('call 1 ended end=4')
        demo.call('204', cancel_after_ms=200, cancel_reason='elsewhere')
        line.wait('call 2 ended end=5')
        demo.call('204')
        line.wait('call 3 incoming')
        line.tell('decline 3', 'call 3 ended end=3')
        self.reaches(demo, '204', 'idle')
        demo.call('204')
        line.wait('call 4 incoming')
        line.stop()

    def test_held_and_sent_elsewhere(self):
        demo, line = self.demo()
        line.tell('dial 600', 'call 1 active')
        for _ in range(2):
            before = len(line.said)
            demo.request('POST', '/demo/party', {'number': '600', 'action': 'hold'})
            line.wait('by-peer=1', before)
            before = len(line.said)
            demo.request('POST', '/demo/party', {'number': '600', 'action': 'resume'})
            line.wait('by-peer=0', before)
        self.reaches(demo, '600', 'up')
        line.tell('transfer 1 202', 'call 1 ended end=1')
        wait_until(lambda: demo.party('600')['transferredTo'] == '202', 'the transfer')

    def test_haste(self):
        """Dialled and given up before anything could go out, over and over."""
        demo, line = self.demo()
        for number in range(1, 6):
            line.tell('dial 600')
            line.tell('hangup %d' % number)
        line.tell('dial 600', 'call 6 active')
        line.tell('dial 601', 'call 7 active')
        line.tell('hangup 6', 'call 6 ended end=1')
        self.reaches(demo, '601', 'up')
        self.reaches(demo, '600', 'idle')

    def test_wrong_password(self):
        demo = Demo(self.world)
        line = Line(self.world, self.url(), demo.sip['udp'], password='wrong')
        line.wait('line failed The server refused user or password')

    def test_frozen(self):
        """The gateway can't be reached for a while: the call goes on."""
        demo, line = self.demo()
        line.tell('dial 600', 'call 1 active')
        self.janus.process.send_signal(signal.SIGSTOP)
        line.tell('check', 'line registering')
        before = len(line.said)
        self.janus.process.send_signal(signal.SIGCONT)
        line.wait('line ready', before)
        self.reaches(demo, '600', 'up')
        line.tell('hold 1', 'call 1 active end=0 held=1')
        line.tell('hangup 1')
        self.reaches(demo, '600', 'idle')

    def test_network_changed(self):
        """What was listened to is given up: what is told next is heard all the same."""
        demo, line = self.demo()
        line.tell('dial 600', 'call 1 active')
        for _ in range(3):
            line.tell('check')
        demo.request('POST', '/demo/party', {'number': '600', 'action': 'hangup'})
        line.wait('call 1 ended end=2')
        line.tell('check')
        demo.call('202')
        line.wait('call 2 incoming')
        line.stop()

    def test_restarted(self):
        _demo, line = self.demo()
        line.tell('dial 600', 'call 1 active')
        self.janus.kill()
        line.wait('line registering')
        before = len(line.said)
        self.janus.start()
        line.wait('line ready', before)
        line.wait('call 1 ended end=10')
        line.tell('dial 600', 'call 2 active')


@netns.needed
class BySocket(WithDemo):
    """Janus' WebSocket carries all of it. A session, though, lives no longer than its
    connection."""

    def url(self):
        return self.janus.socket_url

    def test_frozen(self):
        demo, line = self.demo()
        line.tell('dial 600', 'call 1 active')
        self.janus.process.send_signal(signal.SIGSTOP)
        line.tell('check', 'line registering')
        before = len(line.said)
        self.janus.process.send_signal(signal.SIGCONT)
        line.wait('line ready', before)
        line.wait('call 1 ended end=10')
        self.reaches(demo, '600', 'idle')
        line.tell('dial 600', 'call 2 active')


@netns.needed
class WithTrickle(Real):
    nat = 'full_trickle = true'

    def test_out_and_in(self):
        demo, line = self.demo()
        line.tell('dial 600', 'call 1 active')
        demo.call('202')
        line.wait('call 2 incoming')
        line.tell('answer 2', 'call 2 active')
        line.tell('hangup 1', 'call 1 ended end=1')
        line.tell('hangup 2', 'call 2 ended end=1')


@netns.needed
class WithStrangers(Real):
    """Not a line of ours but the one that is tried."""

    def test_both_ways(self):
        proxy = Kamailio(self.world, {'201': 'sesame', '202': 'open'})
        other = Baresip(self.world, '202', 'open', proxy.port)
        other.wait_registered()
        line = Line(self.world, self.url(), proxy.port, password='sesame')
        line.wait('line ready')
        line.tell('dial 202', 'call 1 active')
        other.wait_event('CALL_ESTABLISHED')
        before = len(line.said)
        other.command('hold')
        line.wait('by-peer=1', before)
        other.command('resume')
        line.wait('by-peer=0', before)
        line.tell('hold 1', 'held=1')
        line.tell('unhold 1', 'held=0')
        line.tell('hangup 1', 'call 1 ended end=1')
        other.wait_event('CALL_CLOSED')
        other.command('dial', 'sip:201@127.0.0.1:%d' % proxy.port)
        line.wait('call 2 incoming "202"')
        line.tell('answer 2', 'call 2 active')
        other.wait_event('CALL_ESTABLISHED')
        other.command('hangup')
        line.wait('call 2 ended end=2')
        line.stop()

    def asked(self, line, call, number):
        """The number of what its other side asks for, once it does."""
        return line.wait('%s asks for %s ' % (call, number)).split()[-1]

    def test_transferred(self):
        proxy = Kamailio(self.world, {'201': 'sesame', '202': 'open', '203': 'house'})
        others = {user: Baresip(self.world, user, word, proxy.port)
                  for user, word in (('202', 'open'), ('203', 'house'))}
        for other in others.values():
            other.wait_registered()
        line = Line(self.world, self.url(), proxy.port, password='sesame')
        line.wait('line ready')
        line.tell('dial 202', 'call 1 active')
        others['202'].command('transfer', 'sip:203@127.0.0.1')
        line.tell('refuse ' + self.asked(line, 'call 1', '203'))
        self.assertEqual(others['202'].wait_event('TRANSFER_FAILED')['param'], '603 Decline')
        line.wait('call 1 ended end=2')  # as Debian's baresip does it
        line.tell('dial 202', 'call 2 active')
        others['202'].command('transfer', 'sip:203@127.0.0.1')
        line.tell('follow %s 203' % self.asked(line, 'call 2', '203'), 'call 3 active')
        self.assertIn('The call was transferred.', line.wait('call 2 ended end=1'))
        line.tell('hangup 3', 'call 3 ended end=1')
        others['203'].wait_event('CALL_CLOSED')
        line.stop()

    def test_transferred_into_a_place(self):
        """SIPp holds the gateway to whom it names, and to what it tells of it, which is every answer
        that it gets, the exchange's challenge as well; and says who is there in the end."""
        ports = {'405': free_port(), '203': free_port()}
        proxy = Kamailio(self.world, {'201': 'sesame'}, routes=ports)
        peers = {}
        for number, text in (('203', TAKEN), ('405', referrer.scenario(
                '<sip:203@127.0.0.1?Replaces=there%3Bto-tag%3D1%3Bfrom-tag%3D2>\nReferred-By: '
                '<sip:405@127.0.0.1>', referrer.asked_again(2, 'recvonly'),
                referrer.told('active', '407 '), referrer.told('active', '200 OK'),
                referrer.hang_up()))):
            scenario = self.world.folder / (number + '.xml')
            scenario.write_text(text)
            peers[number], _ = sipp(self.world, scenario, port=ports[number], name=number)
        line = Line(self.world, self.url(), proxy.port, password='sesame')
        line.wait('line ready')
        line.tell('dial 405', 'call 1 active')
        line.tell('follow %s 203' % self.asked(line, 'call 1', '203'), 'call 2 active')
        self.assertIn('The call was transferred.', line.wait('call 1 ended end=1'))
        line.wait('call 2 active end=0 held=0 by-peer=0 with=207')
        line.tell('hangup 2', 'call 2 ended end=1')
        self.assertEqual([peers[number].wait(60) for number in ports], [0, 0])
        line.stop()


if __name__ == '__main__':
    kit.main()
