# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that are not signalled by SIP: the same sound, tones, keys and commands as any other."""
import base64
import re
import socket
import struct
import threading
import unittest

from phonekit import PhoneTest, Pulse, Rtp, Stranger, free_port


def tell(phone, call, sdp):
    phone.send('remote', call, base64.b64encode(sdp.encode()).decode())


def open_peer(phone, role, *server):
    phone.send('peer', role, *server)
    return phone.wait('peer')['call']


def described(phone, call):
    return phone.wait('described', call=call)['sdp']


class Two(PhoneTest):
    """Two phones: the first hears 700 Hz at its microphone, the second 1300 Hz."""

    def setUp(self):
        super().setUp()
        self.pulse = Pulse(self, self.folder)
        self.pulse.play('left-wire', 700)
        self.pulse.play('right-wire', 1300)
        self.ours = self.phone(env=self.pulse.env)
        self.theirs = self.phone(env=self.pulse.env)
        for role, name in (('speaker', 'two'), ('microphone', 'right')):
            self.theirs.send('device', role, name)
        self.our_ear = self.pulse.listen('one.monitor')
        self.their_ear = self.pulse.listen('two.monitor')

    def open(self):
        self.call = open_peer(self.ours, 'offers')
        self.offer = described(self.ours, self.call)
        self.their_call = open_peer(self.theirs, 'answers')

    def join(self):
        tell(self.theirs, self.their_call, self.offer)
        tell(self.ours, self.call, described(self.theirs, self.their_call))
        for phone, call in ((self.ours, self.call), (self.theirs, self.their_call)):
            phone.wait('secured', call=call, secure='yes')
            phone.wait('flowing', call=call)
            phone.send('state', call, 'active')

    def both_hear(self):
        self.our_ear.wait_tone(1300)
        self.their_ear.wait_tone(700)

    def quit(self):
        self.ours.quit()
        self.theirs.quit()

    def test_hold_mute_and_end(self):
        self.open()
        self.join()
        self.both_hear()
        stats = self.ours.wait_stats(self.call, lambda s: s['rx'] > 25)
        self.assertEqual(stats['codec'], 'opus/48000')
        self.assertGreater(stats['rx_level'], -30)
        self.assertGreater(stats['tx_level'], -30)

        self.ours.send('hold', self.call)
        self.ours.wait('call', call=self.call, held='yes')
        self.our_ear.wait_silence(1300)
        self.their_ear.wait_silence(700)
        self.ours.send('resume', self.call)
        self.both_hear()

        # M37: they send nothing any more.
        self.theirs.send('hold', self.their_call)
        self.ours.wait('call', call=self.call, hint='no-rtp')
        self.theirs.send('resume', self.their_call)
        self.ours.wait('call', call=self.call, hint='none')
        self.both_hear()

        self.ours.send('mute', self.call)
        self.ours.wait('call', call=self.call, hint='muted')
        self.their_ear.wait_silence(700)
        self.our_ear.wait_tone(1300)
        self.ours.send('unmute', self.call)
        self.both_hear()

        self.ours.send('hangup', self.call)
        self.their_ear.wait_silence(700)
        self.our_ear.wait_silence(1300)
        self.quit()

    def test_muted_before_there_is_sound(self):
        self.open()
        self.ours.send('state', self.call, 'active')
        self.ours.send('mute', self.call)
        self.ours.wait('call', call=self.call, muted='yes')
        self.join()
        self.our_ear.wait_tone(1300)
        self.theirs.wait_stats(self.their_call, lambda s: s['rx'] > 25 and s['rx_level'] < -90)
        self.quit()

    def test_other_devices(self):
        self.open()
        self.join()
        self.both_hear()
        self.ours.send('device', 'microphone', 'right')
        self.their_ear.wait_tone(1300)
        self.their_ear.wait_silence(700)
        self.ours.send('device', 'speaker', 'left-wire')
        self.our_ear.wait_silence(1300)
        self.quit()

    def test_ringback_until_media_comes(self):
        self.open()
        self.ours.send('state', self.call, 'ringing')
        self.our_ear.wait_tone(425)
        self.join_early()
        self.our_ear.wait_tone(1300)
        self.our_ear.wait_silence(425)
        self.ours.send('state', self.call, 'active')
        self.ours.wait('call', call=self.call, state='active')
        self.both_hear()
        self.quit()

    def join_early(self):
        tell(self.theirs, self.their_call, self.offer)
        tell(self.ours, self.call, described(self.theirs, self.their_call))
        self.ours.wait('flowing', call=self.call, state='ringing')

    def test_busy(self):
        self.open()
        self.ours.send('state', self.call, 'busy')
        self.our_ear.wait_tone(425)
        self.our_ear.wait_silence(425, 0.0005)
        self.quit()

    def test_beside_a_call_by_sip(self):
        """One is spoken in at a time; each holds the other, and none comes back by itself."""
        stranger = Stranger(self)
        self.ours.register(stranger.port)
        by_sip, _, rtp = self.talk(self.ours, stranger)
        self.our_ear.wait_tone(1000)
        self.open()
        self.join()
        again = stranger.wait('INVITE')
        self.assertIn('a=sendonly', again.body)
        stranger.answer(again, 200, 'OK', sdp=stranger.sdp(rtp, 'recvonly'))
        self.ours.wait('call', call=by_sip, held='yes')
        self.both_hear()
        self.our_ear.wait_silence(1000)

        self.ours.send('resume', by_sip)
        self.ours.wait('call', call=self.call, held='yes')
        stranger.answer(stranger.wait('INVITE'), 200, 'OK', sdp=stranger.sdp(rtp))
        self.our_ear.wait_tone(1000)
        self.our_ear.wait_silence(1300)
        self.their_ear.wait_silence(700)
        self.ours.send('hangup', self.call)
        before = rtp.packets
        rtp.wait(lambda r: r.packets > before + 25, 'the call by SIP to go on')
        self.ours.send('stop')
        self.ours.wait('stopped', error=None)
        stranger.wait('BYE')
        self.quit()


class Servers(PhoneTest):
    """What STUN tells is offered; when it tells nothing, calls go without."""

    def candidates(self, *server):
        phone = self.phone()
        call = open_peer(phone, 'offers', *server)
        sdp = described(phone, call)
        phone.quit()
        return re.findall(r'^a=candidate:\S+ 1 UDP \d+ (\S+) \d+ typ (\w+)', sdp, re.M)

    def stun_server(self):
        """Says that everybody is 192.0.2.7 (RFC 5389)."""
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.bind(('127.0.0.1', 0))
        self.addCleanup(sock.close)

        def serve():
            try:
                packet, sender = sock.recvfrom(2048)
            except OSError:
                return
            magic = 0x2112a442
            mapped = struct.pack('!BBHI', 0, 1, 7777 ^ magic >> 16, 0xc0000207 ^ magic)
            sock.sendto(struct.pack('!HHI', 0x0101, 12, magic) + packet[8:20]
                        + struct.pack('!HH', 0x0020, 8) + mapped, sender)

        threading.Thread(target=serve, daemon=True).start()
        return sock.getsockname()[1]

    def test_outer_address(self):
        port = self.stun_server()
        self.assertEqual(self.candidates('stun:127.0.0.1:%d' % port),
                         [('127.0.0.1', 'host'), ('192.0.2.7', 'srflx')])

    def test_by_name(self):
        port = self.stun_server()
        self.assertIn(('192.0.2.7', 'srflx'), self.candidates('stun:localhost:%d' % port))

    def test_no_answer(self):
        silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        silent.bind(('127.0.0.1', 0))
        self.addCleanup(silent.close)
        self.assertEqual(self.candidates('stun:127.0.0.1:%d' % silent.getsockname()[1]),
                         [('127.0.0.1', 'host')])

    def test_nobody_there(self):
        self.assertEqual(self.candidates('stun:127.0.0.1:%d' % free_port()),
                         [('127.0.0.1', 'host')])

    def test_relay_that_refuses(self):
        self.assertEqual(self.candidates('turn:127.0.0.1:%d' % free_port(), 'user', 'secret'),
                         [('127.0.0.1', 'host')])

    def test_not_usable(self):
        for url in ('turns:127.0.0.1:5349', 'turn:127.0.0.1', 'stun:', 'http://127.0.0.1', 'stun:[',
                    'turn:127.0.0.1?transport=tcp', 'stun:no-such-name.invalid'):
            self.assertEqual(self.candidates(url), [('127.0.0.1', 'host')], url)


if __name__ == '__main__':
    unittest.main()
