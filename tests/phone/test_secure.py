# SPDX-License-Identifier: GPL-3.0-or-later
"""Q36: what an account wants of encryption is what its calls get, and the lock tells the truth."""
import base64
import hashlib
import hmac
import os
import re
import socket
import subprocess
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# pylint: disable=wrong-import-position
from kit import netns
from kamailio import PASSWORD, Kamailio
from phonekit import PhoneTest, Rtp, Stranger, quiet_env
from test_peers import Baresip

SUITE = 'AES_CM_128_HMAC_SHA1_80'
NO_COMMON = 'The two phones have no codec or encryption in common.'


def crypto(byte):
    return 'a=crypto:1 %s inline:%s\r\n' % (SUITE, base64.b64encode(bytes([byte] * 30)).decode())


def aes(key, blocks):
    return subprocess.run(['openssl', 'enc', '-aes-128-ecb', '-nopad', '-K', key.hex()],
                          input=blocks, stdout=subprocess.PIPE, check=True).stdout


def counters(start, count):
    return b''.join((start + i).to_bytes(16, 'big') for i in range(count))


class Srtp:
    """RFC 3711 as a sender of PCMU needs it, for some thousand packets: by the RFC, and by nothing
    that the phone is made of."""

    PACKETS = 4000
    SSRC = 4711  # of phonekit's Rtp

    def __init__(self, byte):
        """The key and salt that `crypto` writes for this byte."""
        master, salt = bytes([byte] * 16), int.from_bytes(bytes([byte] * 14), 'big')

        def derive(label, length):
            return aes(master, counters((salt ^ label << 48) << 16, -(-length // 16)))[:length]
        key, self.auth, own_salt = derive(0, 16), derive(1, 20), derive(2, 14)
        base = int.from_bytes(own_salt, 'big') << 16 ^ self.SSRC << 64
        stream = aes(key, b''.join(counters(base ^ n << 16, 10) for n in range(self.PACKETS)))
        self.streams = [stream[i:i + 160] for i in range(0, len(stream), 160)]

    def __call__(self, sequence, head, block):
        hidden = bytes(a ^ b for a, b in zip(block, self.streams[sequence % self.PACKETS]))
        tag = hmac.new(self.auth, head + hidden + bytes(4), hashlib.sha1).digest()[:10]
        return head + hidden + tag


class Policy(PhoneTest):
    """Descriptions of every kind, by a stranger's hand."""

    def start(self, srtp):
        self.stranger = Stranger(self)
        self.driver = self.phone()
        self.driver.register(self.stranger.port, srtp=srtp)
        self.rtp = Rtp(self)

    def describe(self, profile, key=None):
        sdp = self.stranger.sdp(self.rtp).replace('RTP/AVP', profile)
        return sdp + crypto(key) if key is not None else sdp

    def invite(self, sdp):
        self.stranger.sdp, original = (lambda *_: sdp), self.stranger.sdp
        call = self.stranger.invite(self.rtp)
        self.stranger.sdp = original
        return call

    def answered(self, sdp):
        """A call of ours that the stranger answers with this."""
        call = self.driver.dial('600')
        invite = self.stranger.wait('INVITE')
        self.stranger.answer(invite, 200, 'OK', sdp=sdp)
        self.stranger.wait('ACK')
        return call, invite

    def taken(self, sdp):
        """A call of theirs that we answer: (call, what we say)."""
        self.invite(sdp)
        call = self.driver.wait('incoming')['call']
        self.driver.send('answer', call)
        answer = self.stranger.wait(code=200)
        self.stranger.request('ACK', {'id': answer.get('Call-ID'), 'cseq': 1,
                                      'branch': 'z9hG4bKack%s' % call, 'to': answer.get('To'),
                                      'from': answer.get('From')})
        return call, answer

    def settled(self, call, secure):
        """The lock, when the other side has taken our hold."""
        if not secure:
            self.driver.wait('call', call=call, state='active')
        self.driver.send('hold', call)
        again = self.stranger.wait('INVITE')
        self.stranger.answer(again, 200, 'OK', sdp=self.describe(
            re.search(r'm=audio \d+ (\S+)', again.body).group(1), 7 if secure else None))
        said = self.driver.wait('call', call=call, held='yes')
        self.assertEqual(said['secure'], 'yes' if secure else 'no')
        self.assertEqual(said['state'], 'active')

    # Required

    def test_required_and_called_in_clear(self):
        self.start('required')
        for profile in ('RTP/AVP', 'RTP/SAVP'):
            self.invite(self.describe(profile))
            self.assertEqual(self.stranger.wait(code=488).get('CSeq'), '1 INVITE')
            self.told_of('does not encrypt')
        self.driver.quit()
        self.assertNotIn('"state":"incoming"', '\n'.join(self.driver.log))

    def told_of(self, why):
        """Nothing rings; but who called, and why it could not be answered."""
        said = self.driver.wait('incoming', number='300', name='Ada')
        self.assertEqual((said['state'], said['end']), ('ended', 'failed'))
        self.assertIn(why, said['text'])

    def test_called_with_nothing_in_common(self):
        """With a key where one is required, and a codec that nobody knows."""
        for srtp, key in (('required', 7), ('off', None)):
            self.start(srtp)
            self.invite(self.describe('RTP/AVP', key).replace('RTP/AVP 0 101', 'RTP/AVP 99'))
            self.stranger.wait(code=488)
            self.told_of(NO_COMMON)
            self.driver.quit()

    def test_required_and_called_with_a_key(self):
        """Also by those who offer it as if it were clear sound."""
        for profile in ('RTP/AVP', 'RTP/SAVP'):
            self.start('required')
            call, answer = self.taken(self.describe(profile, 7))
            self.assertIn(' %s ' % profile, answer.body)
            self.assertIn('a=crypto:1 ' + SUITE, answer.body)
            self.driver.wait('call', call=call, secure='yes', state='active')
            self.driver.quit()

    def test_required_and_answered_in_clear(self):
        for profile in ('RTP/AVP', 'RTP/SAVP'):
            self.start('required')
            call, invite = self.answered(self.describe(profile))
            self.assertIn(' RTP/SAVP ', invite.body)
            said = self.driver.wait('call', call=call, state='ended')
            self.assertEqual(said['end'], 'failed')
            self.assertIn('does not encrypt', said['text'])
            self.stranger.wait('BYE')
            self.assertEqual(self.rtp.packets, 0)
            self.driver.quit()
            self.assertNotIn('"active"', '\n'.join(self.driver.log))

    def test_required_and_refused(self):
        self.start('required')
        call = self.driver.dial('600')
        self.stranger.answer(self.stranger.wait('INVITE'), 488, 'Not Acceptable Here')
        said = self.driver.wait('call', call=call, state='ended')
        self.assertEqual((said['end'], said['text']), ('failed', NO_COMMON))
        self.driver.quit()

    def test_required_and_given_up_by_them(self):
        """In the call they want to go on in clear: no, and it stays as it is."""
        self.start('required')
        call, invite = self.answered(self.describe('RTP/SAVP', 7))
        self.driver.wait('call', call=call, secure='yes', state='active')
        for profile in ('RTP/AVP', 'RTP/SAVP'):
            self.stranger.in_dialog('INVITE', invite, self.describe(profile))
            self.stranger.wait(code=488)
        self.settled(call, True)
        self.driver.quit()

    def test_required_and_early_sound_in_clear(self):
        self.start('required')
        call = self.driver.dial('600')
        invite = self.stranger.wait('INVITE')
        self.stranger.answer(invite, 183, 'Session Progress', sdp=self.describe('RTP/AVP'))
        self.driver.wait('call', call=call, state='ringing')
        self.stranger.answer(invite, 200, 'OK', sdp=self.describe('RTP/SAVP', 7))
        self.driver.wait('call', call=call, secure='yes', state='active')
        self.driver.quit()

    def test_another_key_in_the_call(self):
        """Somebody else is there from now on, or a server in between: we hear them all the same."""
        self.start('required')
        self.rtp.protect = Srtp(7)
        call, invite = self.answered(self.describe('RTP/SAVP', 7))
        self.stranger.follow(invite, self.rtp)
        self.driver.wait_stats(call, lambda s: s['rx'] > 20 and s['rx_level'] > -20)
        self.rtp.peer, peer = None, self.rtp.peer
        self.stranger.in_dialog('INVITE', invite, self.describe('RTP/SAVP', 8))
        self.stranger.wait(code=200)
        heard = self.driver.stats(call)['rx']
        self.rtp.protect = Srtp(8)
        self.rtp.peer = peer
        self.driver.wait_stats(call, lambda s: s['rx'] > heard + 20 and s['rx_level'] > -20)
        self.driver.quit()

    # Optional

    def test_optional_and_called_in_clear(self):
        self.start('optional')
        call, answer = self.taken(self.describe('RTP/AVP'))
        self.assertIn(' RTP/AVP ', answer.body)
        self.settled(call, False)
        self.driver.quit()

    def test_optional_and_called_with_a_key(self):
        for profile in ('RTP/AVP', 'RTP/SAVP'):
            self.start('optional')
            call, answer = self.taken(self.describe(profile, 7))
            self.assertIn(' %s ' % profile, answer.body)
            self.assertIn('a=crypto:1 ' + SUITE, answer.body)
            self.driver.wait('call', call=call, secure='yes', state='active')
            self.driver.quit()

    def test_optional_and_given_up(self):
        """The lock opens when they go on without a key, and closes when they have one again."""
        self.start('optional')
        call, invite = self.answered(self.describe('RTP/AVP', 7))
        self.driver.wait('call', call=call, secure='yes', state='active')
        self.stranger.in_dialog('INVITE', invite, self.describe('RTP/AVP'))
        self.stranger.wait(code=200)
        self.driver.wait('call', call=call, secure='no')
        self.stranger.follow(invite, self.rtp)
        before = self.rtp.packets
        self.rtp.wait(lambda r: r.packets > before + 20 and len(r.heard) > 160, 'sound in clear')
        self.stranger.in_dialog('INVITE', invite, self.describe('RTP/AVP', 9))
        self.driver.wait('call', call=call, secure='yes', state='active')
        self.driver.quit()

    # Off

    def test_off(self):
        self.start('off')
        call, invite = self.answered(self.describe('RTP/AVP'))
        self.assertNotIn('crypto', invite.body)
        self.settled(call, False)
        self.driver.quit()

    def test_off_and_called_with_a_key(self):
        self.start('off')
        self.invite(self.describe('RTP/SAVP', 7))
        self.stranger.wait(code=488)
        self.driver.quit()


class Eavesdropper:
    """Every packet on the loopback interface that looks like sound or its reports."""

    def __init__(self, test):
        self.sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x0800))
        self.sock.bind(('lo', 0x0800))
        self.sound, self.reports = [], []
        self.changed = threading.Condition()
        test.addCleanup(self.sock.close)
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self):
        while True:
            try:
                packet, where = self.sock.recvfrom(65536)
            except OSError:
                return
            if where[2] == socket.PACKET_OUTGOING or packet[9] != socket.IPPROTO_UDP:
                continue
            head = (packet[0] & 15) * 4
            port, data = int.from_bytes(packet[head:head + 2], 'big'), packet[head + 8:]
            if len(data) < 12 or data[0] >> 6 != 2:
                continue
            with self.changed:
                (self.reports if 192 <= data[1] <= 223 else self.sound).append((port, data))
                self.changed.notify_all()

    def wait(self, good):
        with self.changed:
            if not self.changed.wait_for(lambda: good(self), 60):
                raise AssertionError('%d and %d packets' % (len(self.sound), len(self.reports)))


@netns.needed
class OnTheWire(PhoneTest):
    """With Debian's baresip through Kamailio, in a network where nobody else speaks."""

    def start(self, srtp, theirs):
        self.server = Kamailio(self, self.folder)
        self.driver = self.phone('--ca=' + self.server.ca, '--trace',
                                 env=quiet_env(G_MESSAGES_DEBUG='cornetta'))
        self.driver.register(self.server.tls, transport='tls', password=PASSWORD, srtp=srtp,
                             proxy='localhost:%d' % self.server.tls)
        self.baresip = Baresip(
            self, self.folder, '<sip:202@127.0.0.1:%d;transport=udp>;auth_pass=plain;'
            'answermode=auto;regint=60;audio_codecs=pcmu;outbound="sip:127.0.0.1:%d"%s' % (
                self.server.udp, self.server.udp, theirs))
        self.server.wait_line('registered 202')
        self.ear = Eavesdropper(self)
        self.call = self.driver.dial('202')
        self.driver.wait('call', call=self.call, state='active')

    def lengths(self):
        """Of what the packets of sound carry; a frame of PCMU is 160."""
        return {len(packet) - 12 for _, packet in self.ear.sound}

    def is_ours(self, port):
        own = int(re.search(r'm=audio (\d+) ', '\n'.join(self.driver.log))[1])
        return port in (own, own + 1)

    def test_nothing_in_clear(self):
        """Sound of both sides, and what is reported about it, from the first packet to the BYE."""
        self.start('required', ';mediaenc=srtp')
        self.driver.wait_stats(self.call, lambda s: s['rx'] > 50 and s['rx_level'] > -40)
        self.ear.wait(lambda e: len(e.sound) > 200 and any(
            self.is_ours(port) for port, _ in e.reports))
        self.driver.send('hangup', self.call)
        self.baresip.wait_event('CALL_CLOSED')
        self.driver.quit()
        self.assertEqual(self.lengths(), {160 + 10})
        self.assertTrue(any(self.is_ours(port) for port, _ in self.ear.sound))
        for _, packet in self.ear.sound:
            # Silence of ours and a note of theirs would repeat themselves in clear.
            self.assertGreater(len(set(packet[12:-10])), 60)
        ours = [packet for port, packet in self.ear.reports if self.is_ours(port)]
        self.assertTrue(ours)
        for packet in ours:
            self.assertTrue(packet[-14] & 0x80, packet)  # "encrypted", RFC 3711 section 3.4

    def test_the_ear_hears(self):
        """The same without encryption: what the other test looks for is there."""
        self.start('off', '')
        self.driver.wait_stats(self.call, lambda s: s['rx'] > 50)
        self.ear.wait(lambda e: len(e.sound) > 100)
        self.assertEqual(self.lengths(), {160})
        self.assertTrue(any(len(set(packet[12:])) < 60 for _, packet in self.ear.sound))
        self.driver.quit()


if __name__ == '__main__':
    unittest.main()
