# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound from whom nobody asked, and sound that is none."""
import collections
import math
import os
import random
import re
import socket
import struct
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# pylint: disable=wrong-import-position
from kit import netns
from phonekit import WATCHDOG, PhoneTest, Rtp, linear_to_ulaw

LOUD = bytes(linear_to_ulaw(int(20000 * math.sin(2 * math.pi * 440 * i / 8000)))
             for i in range(160))
SOFT = bytes(linear_to_ulaw(int(300 * math.sin(2 * math.pi * 440 * i / 8000)))
             for i in range(160))
Place = collections.namedtuple('Place', 'port')


def sources_of(report):
    """Of a sender report: {SSRC: packets lost} of each block."""
    count = report[0] & 31
    blocks = (struct.unpack_from('!II', report, 28 + 24 * i) for i in range(count))
    return {ssrc: lost & 0xffffff for ssrc, lost in blocks}


def report(ssrc, about, lost):
    """A receiver report that tells nothing good."""
    return struct.pack('!BBHIIIIIII', 0x81, 201, 7, ssrc, about, 255 << 24 | lost, 0, 9, 0, 0)


@netns.needed  # it takes all ports for sound, which other tests need at the same time
class Sound(PhoneTest):
    def setUp(self):
        super().setUp()
        self.phone, self.server = self.connected()

    def call(self, speaks=True):
        rtp = Rtp(self, hz=1000)
        call = self.phone.dial('600')
        self.invite = self.server.wait('INVITE')
        if speaks:
            self.server.follow(self.invite, rtp)
        self.server.answer(self.invite, 200, 'OK', sdp=self.server.sdp(rtp))
        self.phone.wait('call', call=call, state='active')
        self.server.wait('ACK')
        port = int(re.search(r'm=audio (\d+)', self.invite.body)[1])
        return call, rtp, ('127.0.0.1', port)

    def end(self, host='127.0.0.2', port=0):
        end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(end.close)
        end.bind((host, port))
        end.settimeout(WATCHDOG)
        return end

    def speak(self, end, target, packets, ssrc=99, pause=0.02, first=0, sound=LOUD):
        for i in range(first, first + packets):
            head = struct.pack('!BBHII', 0x80, 0, i & 0xffff, i * 160 & 0xffffffff, ssrc)
            end.sendto(head + sound, target)
            time.sleep(pause)

    def call_from_pair(self):
        """A call whose peer, silent as yet, has RTP and RTCP at two ports of its own."""
        rtcp = None
        while not rtcp:
            rtp = self.end('127.0.0.1')
            try:
                rtcp = self.end('127.0.0.1', rtp.getsockname()[1] + 1)
            except OSError:
                continue
        call = self.phone.dial('600')
        self.invite = self.server.wait('INVITE')
        self.server.answer(self.invite, 200, 'OK', sdp=self.server.sdp(Place(rtp.getsockname()[1])))
        self.phone.wait('call', call=call, state='active')
        port = int(re.search(r'm=audio (\d+)', self.invite.body)[1])
        return call, rtp, rtcp, ('127.0.0.1', port)

    def finish(self, call):
        """The call is as it was, and ends as it should."""
        before = self.phone.stats(call)
        self.phone.wait_stats(call, lambda s: s['rx'] > before['rx'] + 10 and
                              s['tx'] > before['tx'] + 10)
        self.phone.send('hangup', call)
        self.phone.wait('call', call=call, state='ended', end='local')
        self.phone.quit()

    def test_stranger_beside_the_peer(self):
        """Neither heard, nor sent to; nor does he shift whom we hear."""
        call, rtp, target = self.call()
        self.phone.wait_stats(call, lambda s: s['rx'] > 10)
        start, since = self.phone.stats(call), time.monotonic()
        stranger = self.end()
        self.speak(stranger, target, 1000, pause=0.002)
        after, seconds = self.phone.stats(call), time.monotonic() - since
        self.assertLess(after['rx'] - start['rx'], 50 * seconds + 30)
        self.assertLess(after['rx_level'], -11)  # the peer's 8000 of 32768, not 20000
        stranger.setblocking(False)
        with self.assertRaises(BlockingIOError):
            stranger.recv(2048)
        self.finish(call)

    def test_stranger_before_the_peer(self):
        """The peer is silent at first: a stranger's first two seconds are nobody's, and the
        peer is heard alone as soon as it speaks."""
        call, rtp, target = self.call(speaks=False)
        stranger = self.end()
        self.speak(stranger, target, 25)
        self.assertEqual(self.phone.stats(call)['rx'], 0)
        self.server.follow(self.invite, rtp)
        self.phone.wait_stats(call, lambda s: s['rx'] > 10)
        self.speak(stranger, target, 110)
        start = self.phone.stats(call)['rx']
        self.speak(stranger, target, 300, pause=0)
        self.assertLess(self.phone.stats(call)['rx'] - start, 100)
        self.finish(call)

    def test_peer_that_sends_from_elsewhere(self):
        """A server whose description was made behind NAT is heard, if late."""
        call, _, target = self.call(speaks=False)
        elsewhere, other = self.end('127.0.0.3'), self.end('127.0.0.4')
        self.speak(elsewhere, target, 130)
        heard = self.phone.wait_stats(call, lambda s: s['rx'] > 5)['rx']
        self.speak(other, target, 100, pause=0)
        self.assertEqual(self.phone.stats(call)['rx'], heard)
        self.phone.send('hangup', call)
        self.phone.wait('call', call=call, state='ended')
        self.phone.quit()

    def test_sources_of_the_peer(self):
        """It changes its SSRC as it likes, and is heard with each."""
        call, _, target = self.call(speaks=False)
        peer = self.end('127.0.0.1')
        for ssrc in range(1, 31):
            before = self.phone.stats(call)['rx']
            self.speak(peer, target, 10, ssrc=ssrc, first=random.randrange(60000))
            self.phone.wait_stats(call, lambda s, least=before + 9: s['rx'] >= least)
        threading.Thread(target=self.speak, args=(peer, target, 100), daemon=True).start()
        self.phone.wait_stats(call, lambda s: s['rx_level'] > -12)
        self.phone.send('hangup', call)
        self.phone.wait('call', call=call, state='ended')
        self.phone.quit()

    def test_sequence_begun_anew(self):
        """A gateway may begin its numbers anew under the same SSRC, after hold or a transfer:
        it is heard at once, wherever they begin, and nothing is counted late or lost."""
        call, _, target = self.call(speaks=False)
        peer, begin = self.end('127.0.0.1'), 40000
        self.speak(peer, target, 40, first=begin, sound=SOFT)
        for step in (-20000, 25000, -102, 3500):
            begin += 40 + step
            speaking = threading.Thread(target=self.speak, args=(peer, target, 40),
                                        kwargs={'first': begin, 'sound': LOUD})
            speaking.start()
            self.phone.wait_stats(call, lambda s: s['rx_level'] > -12)
            speaking.join()
            after = self.phone.stats(call)
            self.assertEqual((after['late'], after['lost']), (0, 0), (step, after))
            self.speak(peer, target, 40, first=begin + 40, sound=SOFT)
            begin += 40
        self.assertEqual(self.phone.stats(call)['expected'], 40 + 4 * 79)
        self.phone.send('hangup', call)
        self.phone.wait('call', call=call, state='ended')
        self.phone.quit()

    def test_packets_astray(self):
        """One packet far from the others is none of the sound, and makes none of it late."""
        call, _, target = self.call(speaks=False)
        peer = self.end('127.0.0.1')
        for i in range(10):
            self.speak(peer, target, 10, first=1000 + 10 * i)
            self.speak(peer, target, 1, first=1000 + 10 * i + 4000 + 5000 * i)
        self.phone.wait_stats(call, lambda s: s['expected'] == 100)
        after = self.phone.stats(call)
        self.assertEqual((after['expected'], after['late'], after['lost']), (100, 0, 0), after)
        for i in range(200):  # It is as loud as this only while one speaks.
            self.speak(peer, target, 10, first=1100 + 10 * i)
            if self.phone.stats(call)['rx_level'] > -12:
                break
        else:
            self.fail('nothing was heard')
        self.phone.send('hangup', call)
        self.phone.wait('call', call=call, state='ended')
        self.phone.quit()

    def test_reports_are_of_the_peer_alone(self):
        """What a stranger sends, RTP or RTCP, changes no figure: neither ours nor what we report;
        and of the peer's sources the newest is reported, however many there were."""
        call, rtp, rtcp, target = self.call_from_pair()
        ours = struct.unpack('!I', rtp.recv(2048)[8:12])[0]
        reports, stranger = (target[0], target[1] + 1), self.end()
        for ssrc in range(1, 13):
            self.speak(rtp, target, 12, ssrc=ssrc)
            for other in range(1000 * ssrc, 1000 * ssrc + 20):
                self.speak(stranger, target, 1, ssrc=other, pause=0)
                stranger.sendto(report(other, ours, 4444), reports)
                stranger.sendto(report(ssrc, ours, 4444), target)
        # From the second on what is told is of all this.
        for _ in range(2):
            told = sources_of(rtcp.recv(2048))
        self.assertEqual(told[12], 0)
        self.assertFalse([ssrc for ssrc in told if ssrc > 12], told)
        self.assertEqual(self.phone.stats(call)['remote_lost'], 0)
        rtcp.sendto(report(12, ours, 7), reports)
        self.phone.wait_stats(call, lambda s: s['remote_lost'] == 7)
        stranger.sendto(report(12, ours, 4444), reports)
        rtcp.sendto(report(12, ours, 8), reports)
        self.phone.wait_stats(call, lambda s: s['remote_lost'] == 8)
        self.phone.send('hangup', call)
        self.phone.wait('call', call=call, state='ended')
        self.phone.quit()

    def test_garbage_for_rtp_and_rtcp(self):
        call, _, target = self.call()
        self.phone.wait_stats(call, lambda s: s['rx'] > 10)
        chance = random.Random(3550)
        good = struct.pack('!BBHIIIIII', 0x81, 200, 12, 4711, 1, 2, 3, 4, 5) + bytes(24)
        for end in (self.end('127.0.0.1'), self.end()):
            for _ in range(2000):
                data = bytearray(good if chance.random() < 0.5 else
                                 chance.randbytes(chance.randrange(1, 300)))
                for _ in range(chance.randrange(5)):
                    data[chance.randrange(len(data))] = chance.randrange(256)
                data = data[:chance.randrange(1, len(data) + 1)]
                if data[0] >> 6 == 2 and not 192 <= (data[1:2] or b'\0')[0] <= 223:
                    data[:2] = [0x80 | data[0] & 0x3f, chance.randrange(200, 208)][:len(data[:2])]
                end.sendto(data, (target[0], target[1] + chance.randrange(2)))
        self.finish(call)

    def test_rtp_at_random(self):
        """From the peer itself: any payload type, number and time stamp."""
        call, _, target = self.call(speaks=False)
        peer = self.end('127.0.0.1')
        chance = random.Random(3551)
        for i in range(3000):
            head = struct.pack('!BBHII', 0x80 | chance.choice([0, 0, 0, 0x10, 0x20, 1, 15]),
                               chance.choice([0, 0, 0, 8, 9, 13, 96, 101, 127, 128, 229]),
                               chance.randrange(65536) if i % 3 else i,
                               chance.choice([i * 160, chance.getrandbits(32), 0x80000000]),
                               chance.choice([1, 1, 1, 1, chance.getrandbits(32)]))
            peer.sendto(head + chance.randbytes(chance.randrange(0, 400)), target)
            if i % 20 == 0:
                time.sleep(0.01)
        self.server.follow(self.invite, Rtp(self))
        self.finish(call)

    def test_goodbye_by_rtcp_ends_nothing(self):
        call, _, target = self.call()
        self.phone.wait_stats(call, lambda s: s['rx'] > 10)
        for end in (self.end('127.0.0.1'), self.end()):
            for ssrc in (4711, 1):
                end.sendto(struct.pack('!BBHI', 0x81, 203, 1, ssrc), (target[0], target[1] + 1))
        self.finish(call)

    def take_ports(self, spare):
        """All but each `spare`-th pair of ports for sound, until the test ends."""
        taken = []
        self.addCleanup(lambda: [end.close() for end in taken])
        for port in range(16384, 32768):
            if spare and port // 2 % spare == 0:
                continue
            taken.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            try:
                taken[-1].bind(('127.0.0.1', port))
            except OSError as error:
                if error.errno == 24:
                    self.skipTest('too few open files are allowed')
        return taken

    def test_no_port_is_left(self):
        """A call can't be, and is over at once; with ports it can again."""
        taken = self.take_ports(0)
        call = self.phone.dial('600')
        self.assertEqual(self.phone.wait('call', call=call, state='ended')['end'], 'failed')
        self.server.invite(Rtp(self))
        self.assertEqual(self.server.wait(code=500).code, 500)
        for end in taken:
            end.close()
        call, _, _ = self.call()
        self.finish(call)

    def test_ports_in_use(self):
        """Others have nine of ten ports for sound: calls find the rest."""
        self.take_ports(10)
        for _ in range(5):
            call, _, _ = self.call()
            self.phone.wait_stats(call, lambda s: s['rx'] > 5 and s['tx'] > 5)
            self.phone.send('hangup', call)
            self.phone.wait('call', call=call, state='ended')
            self.server.wait('BYE')
        self.phone.quit()


if __name__ == '__main__':
    unittest.main()
