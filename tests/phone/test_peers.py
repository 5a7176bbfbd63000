# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls with programs of others: Debian's baresip through Kamailio, and SIPp."""
import json
import os
import queue
import re
import socket
import threading
import time
import unittest
import urllib.parse

from kamailio import PASSWORD, Kamailio
from phonekit import WATCHDOG, PhoneTest, Process, Pulse, free_port, quiet_env

SCENARIO = os.path.join(os.path.dirname(__file__), 'sipp-uas.xml')
REFUSED = 'The other side did not accept that. Try again.'
FAILED = 'The transfer did not work. '
# What was asked for, and who asks, for what follows in the same dialog.
REFER = '''  <recv request="REFER">
    <action>
      <ereg regexp="^ *%s$" search_in="hdr" header="Refer-To:"
        check_it="true" assign_to="target"/>
      <ereg regexp=".*" search_in="hdr" header="From:" assign_to="they"/>
      <ereg regexp=".*" search_in="hdr" header="To:" assign_to="we"/>
    </action>
  </recv>
  <send><![CDATA[
SIP/2.0 %d Whatever
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Length: 0

]]></send>
'''
NOTIFY = '''  <send><![CDATA[
NOTIFY [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
[routes]
From:[$we]
To:[$they]
[last_Call-ID:]
CSeq: %d NOTIFY
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Max-Forwards: 70
Event: refer
Subscription-State: %s
Content-Type: message/sipfrag;version=2.0
Content-Length: [len]

SIP/2.0 %s
]]></send>
  <recv response="200"/>
'''
# RFC 3891, as a header within the address: escaped, and all of it in angle brackets.
PLACE = '&lt;sip:%s@127.0.0.1[?]Replaces=[^;&gt;]*%%3Bto-tag%%3D[^;&gt;]*%%3Bfrom-tag%%3D[^;&gt;]*&gt;'


# The answer to a hold, in the same dialog.
OK_AGAIN = '''  <send retrans="500"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
[last_Record-Route:]
Contact: <sip:[local_ip]:[local_port];transport=[transport]>
Content-Type: application/sdp
Content-Length: [len]

v=0
o=user1 53655765 2353687638 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
a=recvonly

]]></send>
  <recv request="ACK" crlf="true"/>
'''


def refer(code, target, *notifies, place=False):
    """SIPp is asked to call `target`, and answers with `code`; place: to take another's."""
    target = target.replace('#', '%23')
    for mark in '*+':
        target = target.replace(mark, '[%s]' % mark)
    wanted = PLACE % target if place else '&lt;?sip:%s@127.0.0.1&gt;?' % target
    return REFER % (wanted, code) + '  <Reference variables="target,they,we"/>\n' + ''.join(notifies)


def notify(number, state, result):
    return NOTIFY % (number, state, result)


class Baresip(Process):
    """Debian's baresip as user 202, answering by itself and sending 440 Hz."""

    def __init__(self, test, folder, account, host='127.0.0.1'):
        self.test = test
        self.home = os.path.join(folder, 'baresip')
        os.mkdir(self.home)
        control = free_port(socket.SOCK_STREAM)
        modules = ('opus', 'g711', 'srtp', 'ausine', 'aubridge')
        with open(os.path.join(self.home, 'config'), 'w') as f:
            f.write('module_path /usr/lib/baresip/modules\n')
            f.writelines('module %s.so\n' % m for m in modules)
            f.writelines('module_app %s.so\n' % m for m in ('account', 'menu', 'ctrl_tcp'))
            f.write('ctrl_tcp_listen 127.0.0.1:%d\nnet_interface %s\n'
                    'sip_listen %s:0\naudio_source ausine,440\naudio_player aubridge,x\n'
                    'audio_alert aubridge,y\nausrc_srate 48000\nausrc_channels 2\n'
                    'audio_txmode thread\n'
                    % (control, host, '[%s]' % host if ':' in host else host))
        with open(os.path.join(self.home, 'accounts'), 'w') as f:
            f.write(account + '\n')
        super().__init__(test, ['baresip', '-f', self.home], env=quiet_env())
        self.events = queue.Queue()
        self.control = self.connect(control)
        test.addCleanup(self.control.close)
        threading.Thread(target=self._read_control, daemon=True).start()

    def connect(self, port):
        end = time.monotonic() + WATCHDOG
        while True:
            try:
                return socket.create_connection(('127.0.0.1', port), 1)
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise AssertionError('no baresip:\n' + '\n'.join(self.log)) from None
                time.sleep(0.05)

    def _read_control(self):
        self.control.settimeout(None)
        data = b''
        while True:
            try:
                more = self.control.recv(65536)
            except OSError:
                return
            if not more:
                return
            data += more
            while b':' in data:
                size = int(data.split(b':', 1)[0])
                start = data.index(b':') + 1
                if len(data) < start + size + 1:
                    break
                self.events.put(json.loads(data[start:start + size]))
                data = data[start + size + 1:]

    def command(self, name, params=''):
        text = json.dumps({'command': name, 'params': params, 'token': 't'}).encode()
        self.control.sendall(b'%d:%s,' % (len(text), text))

    def wait_event(self, kind, **wanted):
        end = time.monotonic() + WATCHDOG
        while True:
            try:
                event = self.events.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError('no %s:\n%s' % (kind, '\n'.join(self.log))) from None
            if event.get('type') == kind and all(event.get(k) == v for k, v in wanted.items()):
                return event


def sipp(test, scenario):
    """SIPp holds the phone to its scenario and fails at any other message: (port, process). What
    it saw is in the file `messages` of the test's folder."""
    port = free_port()
    return port, Process(test, ['sipp', '-i', '127.0.0.1', '-p', str(port), '-m', '1', '-nostdin',
                                '-trace_msg', '-message_file', os.path.join(test.folder, 'messages'),
                                '-sf', scenario], env=quiet_env(TERM='dumb'))


class WithBaresip(PhoneTest):
    def start(self, transport='udp', srtp='off', theirs='', answer='auto', env=None, forward=9):
        self.server = Kamailio(self, self.folder, forward=forward)
        port = getattr(self.server, transport)
        self.driver = self.phone('--ca=' + self.server.ca, env=env)
        self.driver.register(port, transport=transport, password=PASSWORD, srtp=srtp,
                             proxy='localhost:%d' % port)
        self.server.wait_line('registered 201')
        self.baresip = Baresip(
            self, self.folder, '<sip:202@127.0.0.1:%d;transport=udp>;auth_pass=plain;'
            'answermode=%s;regint=60;outbound="sip:127.0.0.1:%d"%s' % (
                self.server.udp, answer, self.server.udp, theirs))
        self.server.wait_line('registered 202')

    def call(self, secure):
        call = self.driver.dial('202')
        self.driver.wait('call', call=call, state='active')
        stats = self.driver.wait_stats(call, lambda s: s['rx'] > 50 and s['rx_level'] > -40)
        self.assertEqual(stats['codec'], 'opus/48000')
        self.driver.send('hold', call)
        held = self.driver.wait('call', call=call, held='yes')
        self.assertEqual(held['secure'], 'yes' if secure else 'no')
        self.driver.send('resume', call)
        self.driver.wait('call', call=call, held='no')
        self.driver.wait_stats(call, lambda s: s['rx_level'] > -40)
        return call

    def test_codecs_of_the_setting(self):
        """M30: the preferred one of those both know."""
        self.start()
        for wanted, used in (('PCMA opus', 'PCMA/8000'), ('G722 PCMU', 'PCMU/8000'),
                             ('opus PCMA', 'opus/48000')):
            self.driver.send('codecs', wanted)
            call = self.driver.dial('202')
            self.driver.wait('call', call=call, state='active')
            stats = self.driver.wait_stats(call, lambda s: s['rx'] > 50 and s['rx_level'] > -40)
            self.assertEqual(stats['codec'], used)
            self.driver.send('hangup', call)
            self.driver.wait('call', call=call, state='ended')
            self.baresip.wait_event('CALL_CLOSED')
        self.driver.quit()

    def test_udp_and_keys(self):
        self.start()
        call = self.call(secure=False)
        self.driver.send('digits', call, '42#')
        for key in '42#':
            self.baresip.wait_event('CALL_DTMF_START', param=key)
        self.driver.send('hangup', call)
        self.baresip.wait_event('CALL_CLOSED')
        self.driver.quit()

    def test_tls_and_encryption_required(self):
        self.start('tls', 'required', ';mediaenc=srtp')
        self.call(secure=True)
        self.baresip.command('hangup')
        self.assertEqual(self.driver.wait('call', state='ended')['end'], 'remote')
        self.driver.quit()

    def test_encryption_offered_and_taken(self):
        self.start('tcp', 'optional', ';mediaenc=srtp')
        self.call(secure=True)
        self.driver.quit()

    def test_encryption_offered_and_not_taken(self):
        self.start('udp', 'optional')
        self.call(secure=False)
        self.driver.quit()

    def test_encryption_required_and_not_taken(self):
        self.start('udp', 'required')
        call = self.driver.dial('202')
        self.assertEqual(self.driver.wait('call', call=call, state='ended')['end'], 'failed')
        self.driver.quit()

    def test_they_call(self):
        self.start(answer='manual')
        self.baresip.command('dial', 'sip:201@127.0.0.1:%d' % self.server.udp)
        call = self.driver.wait('incoming')
        self.assertEqual(call['number'], '202')
        self.driver.send('answer', call['call'])
        self.baresip.wait_event('CALL_ESTABLISHED')
        self.driver.wait_stats(call['call'], lambda s: s['rx_level'] > -40)
        self.driver.send('hangup', call['call'])
        self.baresip.wait_event('CALL_CLOSED')
        self.driver.quit()

    def test_transfer(self):
        """They call a third one, who is SIPp, and this end is out of it."""
        port, third = sipp(self, SCENARIO)
        self.start(forward=port)
        call = self.call(secure=False)
        self.driver.send('transfer', call, '203')
        ended = self.driver.wait('call', call=call, state='ended')
        self.assertEqual((ended['end'], ended['text']), ('local', 'The call was transferred.'))
        self.baresip.wait_event('CALL_ESTABLISHED', peeruri='sip:203@127.0.0.1')
        self.baresip.command('hangup')
        self.assertEqual(third.process.wait(WATCHDOG), 0, '\n'.join(third.log[-30:]))
        self.driver.quit()

    def test_sound_of_theirs_is_heard(self):
        pulse = Pulse(self, self.folder)
        self.start(env=pulse.env)
        call = self.driver.dial('202')
        self.driver.wait('call', call=call, state='active')
        pulse.listen('one.monitor').wait_tone(440)
        self.driver.quit()


class SippCase(PhoneTest):
    """It is reached through Kamailio, where it stands for user 203."""

    def start(self, steps=None):
        """A call that is up; `steps` come before the BYE."""
        scenario = SCENARIO
        if steps is not None:
            with open(SCENARIO, encoding='utf-8') as f:
                head, bye, tail = f.read().partition('  <recv request="BYE"/>')
            scenario = os.path.join(self.folder, 'scenario.xml')
            with open(scenario, 'w', encoding='utf-8') as f:
                f.write(head + steps + bye + tail)
        port, self.sipp = sipp(self, scenario)
        self.server = Kamailio(self, self.folder, forward=port)
        self.driver = self.phone()
        self.driver.register(self.server.udp, password=PASSWORD)
        call = self.driver.dial('203')
        self.driver.wait('call', call=call, state='ringing')
        self.driver.wait('call', call=call, state='active')
        return call

    def end(self):
        self.assertEqual(self.sipp.process.wait(WATCHDOG), 0, '\n'.join(self.sipp.log[-30:]))
        self.driver.quit()


class WithSipp(SippCase):
    def test_order_of_messages(self):
        call = self.start()
        self.driver.send('hangup', call)
        self.end()

    def test_transfer(self):
        """RFC 3515: they are told whom to call, and tell how that went; then this end leaves."""
        call = self.start(refer(202, '*43#', notify(1, 'active', '100 Trying'),
                                notify(2, 'terminated;reason=noresource', '200 OK')))
        self.driver.send('transfer', call, '*43#')
        ended = self.driver.wait('call', call=call, state='ended')
        self.assertEqual((ended['end'], ended['text']), ('local', 'The call was transferred.'))
        self.end()

    def keeps_on(self, trouble, code, *notifies):
        """Nobody was reached: the call goes on, and says that it did not work."""
        call = self.start(refer(code, '+390721', *notifies))
        self.driver.send('transfer', call, '+390721')
        said = self.driver.wait('call', call=call, trouble=trouble)
        self.assertEqual(said['state'], 'active')
        self.driver.stats(call)
        self.driver.send('hangup', call)
        ended = self.driver.wait('call', call=call, state='ended')
        self.assertEqual((ended['end'], ended['text']), ('local', None))
        self.end()

    def test_transfer_refused(self):
        self.keeps_on(FAILED + 'The call was declined.', 603)

    def test_transfer_not_known(self):
        self.keeps_on(REFUSED, 405)

    def test_transfer_to_somebody_busy(self):
        self.keeps_on(FAILED + 'The line is busy.', 202, notify(1, 'active', '100 Trying'),
                      notify(2, 'terminated;reason=noresource', '486 Busy Here'))


class Joining(SippCase):
    """SIPp waits while baresip, another stranger, is asked; then it is to take this end's place
    there, which is named as the server saw it."""

    def start(self, steps=None):
        call = super().start(steps)
        self.driver.send('hold', call)
        self.driver.wait('call', call=call, held='yes')
        self.baresip = Baresip(
            self, self.folder, '<sip:202@127.0.0.1:%d;transport=udp>;auth_pass=plain;'
            'answermode=auto;regint=60;outbound="sip:127.0.0.1:%d"' % (
                self.server.udp, self.server.udp))
        self.server.wait_line('registered 202')
        self.asked = self.driver.dial('202')
        self.driver.wait('call', call=self.asked, state='active')
        return call

    def end_asked(self):
        self.driver.send('hangup', self.asked)
        self.baresip.wait_event('CALL_CLOSED')

    def test_join(self):
        waits = '  <recv request="INVITE" crlf="true"/>\n' + OK_AGAIN
        call = self.start(waits + refer(202, '202', notify(1, 'active', '100 Trying'),
                                        notify(2, 'terminated;reason=noresource', '200 OK'),
                                        place=True))
        self.driver.send('join', call, self.asked)
        ended = self.driver.wait('call', call=call, state='ended')
        self.assertEqual((ended['end'], ended['text']), ('local', 'The call was transferred.'))
        self.end_asked()
        self.end()
        self.assertEqual(self.place_asked_for(), self.place_at_server('202'))

    def test_join_refused(self):
        waits = '  <recv request="INVITE" crlf="true"/>\n' + OK_AGAIN
        call = self.start(waits + refer(202, '202', notify(1, 'terminated', '486 Busy Here'),
                                        place=True))
        self.driver.send('join', call, self.asked)
        said = self.driver.wait('call', call=call, trouble=FAILED + 'The line is busy.')
        self.assertEqual(said['state'], 'active')
        self.driver.wait_stats(self.asked, lambda s: s['rx_level'] > -40)  # it goes on
        self.end_asked()
        self.driver.send('hangup', call)
        self.end()

    def test_join_what_is_over(self):
        """There is no such place any more: nothing is asked of the one that waits."""
        waits = '  <recv request="INVITE" crlf="true"/>\n' + OK_AGAIN
        call = self.start(waits)
        self.end_asked()
        self.driver.wait('call', call=self.asked, state='ended')
        self.driver.send('join', call, self.asked)
        self.assertEqual(self.driver.stats(call)['event'], 'stats')
        self.driver.send('hangup', call)
        self.end()

    def place_asked_for(self):
        """Call-ID, their tag and ours, of the Refer-To."""
        with open(os.path.join(self.folder, 'messages'), encoding='utf-8', errors='replace') as f:
            escaped = re.search(r'Replaces=([^>]*)>', f.read()).group(1)
        parts = urllib.parse.unquote(escaped).split(';')
        self.assertEqual([part.split('=')[0] for part in parts[1:]], ['to-tag', 'from-tag'])
        return parts[0], parts[1].split('=')[1], parts[2].split('=')[1]

    def place_at_server(self, user):
        line = next(line for line in self.server.log if ' up %s ' % user in line)
        call_id, ours, theirs = line.split()[-3:]
        return call_id, theirs, ours


if __name__ == '__main__':
    unittest.main()
