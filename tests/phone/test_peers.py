# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls with programs of others: Debian's baresip through Kamailio, and SIPp."""
import json
import os
import queue
import socket
import threading
import time
import unittest

from kamailio import PASSWORD, Kamailio
from phonekit import WATCHDOG, PhoneTest, Process, Pulse, free_port, quiet_env

SCENARIO = os.path.join(os.path.dirname(__file__), 'sipp-uas.xml')
REFUSED = 'The other side did not accept that. Try again.'
# What was asked for, and who asks, for what follows in the same dialog.
REFER = '''  <recv request="REFER">
    <action>
      <ereg regexp="^ *&lt;?sip:%s@127.0.0.1&gt;?$" search_in="hdr" header="Refer-To:"
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


def refer(code, target, *notifies):
    """SIPp is asked to call `target`, and answers with `code`."""
    target = target.replace('#', '%23')
    for mark in '*+':
        target = target.replace(mark, '[%s]' % mark)
    return REFER % (target, code) + '  <Reference variables="target,they,we"/>\n' + ''.join(notifies)


def notify(number, state, result):
    return NOTIFY % (number, state, result)


class Baresip(Process):
    """Debian's baresip as user 202, answering by itself and sending 440 Hz."""

    def __init__(self, test, folder, account):
        self.test = test
        self.home = os.path.join(folder, 'baresip')
        os.mkdir(self.home)
        control = free_port(socket.SOCK_STREAM)
        modules = ('opus', 'g711', 'srtp', 'ausine', 'aubridge')
        with open(os.path.join(self.home, 'config'), 'w') as f:
            f.write('module_path /usr/lib/baresip/modules\n')
            f.writelines('module %s.so\n' % m for m in modules)
            f.writelines('module_app %s.so\n' % m for m in ('account', 'menu', 'ctrl_tcp'))
            f.write('ctrl_tcp_listen 127.0.0.1:%d\nnet_interface 127.0.0.1\n'
                    'sip_listen 127.0.0.1:0\naudio_source ausine,440\naudio_player aubridge,x\n'
                    'audio_alert aubridge,y\nausrc_srate 48000\nausrc_channels 2\n'
                    'audio_txmode thread\n' % control)
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
    """SIPp holds the phone to its scenario and fails at any other message: (port, process)."""
    port = free_port()
    return port, Process(test, ['sipp', '-i', '127.0.0.1', '-p', str(port), '-m', '1', '-nostdin',
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


class WithSipp(PhoneTest):
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
        server = Kamailio(self, self.folder, forward=port)
        self.driver = self.phone()
        self.driver.register(server.udp, password=PASSWORD)
        call = self.driver.dial('203')
        self.driver.wait('call', call=call, state='ringing')
        self.driver.wait('call', call=call, state='active')
        return call

    def end(self):
        self.assertEqual(self.sipp.process.wait(WATCHDOG), 0, '\n'.join(self.sipp.log[-30:]))
        self.driver.quit()

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

    def keeps_on(self, code, *notifies):
        """Nobody was reached: the call goes on, and says that it did not work."""
        call = self.start(refer(code, '+390721', *notifies))
        self.driver.send('transfer', call, '+390721')
        said = self.driver.wait('call', call=call, trouble=REFUSED)
        self.assertEqual(said['state'], 'active')
        self.driver.stats(call)
        self.driver.send('hangup', call)
        ended = self.driver.wait('call', call=call, state='ended')
        self.assertEqual((ended['end'], ended['text']), ('local', None))
        self.end()

    def test_transfer_refused(self):
        self.keeps_on(603)

    def test_transfer_not_known(self):
        self.keeps_on(405)

    def test_transfer_to_somebody_busy(self):
        self.keeps_on(202, notify(1, 'active', '100 Trying'),
                      notify(2, 'terminated;reason=noresource', '486 Busy Here'))


if __name__ == '__main__':
    unittest.main()
