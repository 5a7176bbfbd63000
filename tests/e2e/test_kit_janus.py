# SPDX-License-Identifier: GPL-3.0-or-later
"""The kit's Janus in its network, before any of Cornetta's telephony is asked: it answers
an offer, registers and calls as a SIP telephone, through the demo's gateway too."""
import socket
import struct
import subprocess
import sys
import unittest

import kit
from kit import netns
from kit.demo import Demo
from kit.janus import Client, Janus, offer
from kit.relay import Relay
from kit.sip import Baresip, Kamailio
from kit.world import World


@netns.needed
class Network(unittest.TestCase):
    def test_addresses(self):
        """Both ends of the cable are here, and nothing leads out of it."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
            here.bind((netns.HERE, 0))
            there.bind((netns.THERE, 0))
            here.sendto(b'word', there.getsockname())
            self.assertEqual(there.recv(10), b'word')
            with self.assertRaises(OSError):
                here.connect(('192.0.2.1', 9))

    def test_without_rights(self):
        """A user makes one too; where the machine forbids it, the reason is told."""
        done = subprocess.run([sys.executable, '-c', 'from kit import netns; print(netns.enter())'],
                              capture_output=True, text=True, timeout=60, check=True,
                              user=65534, group=65534, extra_groups=[])
        self.assertRegex(done.stdout, r'^(None|unshare: .+)\n$')


@netns.needed
class Rooms(unittest.TestCase):
    def setUp(self):
        self.world = World(bus=False)
        self.world.__enter__()
        self.addCleanup(self.world.__exit__, None, None, None)

    def register(self, url, user, secret, proxy):
        client = Client(url, 'sip')
        server = 'sip:127.0.0.1:%d' % proxy
        client.send(request='register', username='sip:%s@127.0.0.1' % user, secret=secret,
                    authuser=user, proxy=server, outbound_proxy=server)
        return client

    def test_echo(self):
        janus = Janus(self.world)
        client = Client(janus.url, 'echotest')
        client.send(offer(netns.HERE), audio=True)
        client.wait('ok')
        answer = next(event['jsep'] for event in client.events if 'jsep' in event)
        self.assertEqual(answer['type'], 'answer')
        for address in (netns.HERE, netns.THERE):
            self.assertRegex(answer['sdp'], r'a=candidate:\S+ 1 udp \d+ %s \d+ typ host' % address)
        client.close()

    def test_call_by_the_demo(self):
        """Both through the proxy: signalling, and the demo as its registrar."""
        janus = Janus(self.world)
        demo = Demo(self.world, '--gateway', janus.url)
        client = self.register(demo.url + '/janus', '201', 'secret-201', demo.sip['udp'])
        client.wait('registered')
        self.assertIn('201', [entry['user'] for entry in demo.state()['registrations']])
        client.send(offer(netns.HERE), request='call', uri='sip:202@127.0.0.1')
        client.wait('accepted')
        self.assertEqual(demo.party('202')['state'], 'up')
        client.send(request='hangup')
        client.wait('hangup')
        demo.wait(lambda state: state['parties']['202']['state'] == 'idle', '202 to be idle')

    def test_wrong_secret(self):
        janus = Janus(self.world)
        demo = Demo(self.world)
        client = self.register(janus.url, '201', 'wrong', demo.sip['udp'])
        event = client.wait('registration_failed')
        # Its SIP stack's own number for a challenge that comes again.
        self.assertEqual(event['plugindata']['data']['result']['code'], 904)

    def test_strangers(self):
        """Janus and baresip behind Kamailio; the stranger rings Janus too."""
        server = Kamailio(self.world, {'201': 'one', '402': 'two'})
        janus = Janus(self.world)
        client = self.register(janus.url, '201', 'one', server.port)
        master = client.wait('registered')['plugindata']['data']['result']['master_id']
        peer = Baresip(self.world, '402', 'two', server.port)
        peer.wait_registered()
        peer.command('dial', '201')
        event = client.wait('incomingcall')
        self.assertEqual(event['jsep']['type'], 'offer')
        # Janus tells of a call before it answers that it rings; a refusal in between is lost on it.
        peer.wait_event('CALL_RINGING')
        client.send(request='decline', code=486)
        client.wait('hangup')
        peer.wait_event('CALL_CLOSED')
        client.attach()
        client.send(request='register', type='helper', username='sip:201@127.0.0.1',
                    master_id=master)
        client.wait('registered')
        client.send(offer(netns.HERE), request='call', uri='sip:402@127.0.0.1')
        peer.wait_event('CALL_ESTABLISHED')
        client.wait('accepted')
        peer.command('hangup')
        client.wait('hangup')
        peer.stop()

    def test_killed_and_started_again(self):
        janus = Janus(self.world)
        client = Client(janus.url, 'echotest')
        janus.kill()
        self.assertRaises(OSError, client.send, audio=True)
        janus.start()
        with self.assertRaisesRegex(AssertionError, '458'):
            client.send(audio=True)
        Client(janus.url, 'echotest').close()

    def test_relay(self):
        """Janus and its client know each other's addresses as ours."""
        janus = Janus(self.world)
        relay = self.relay(janus.url)
        client = Client(relay.url, 'echotest')
        client.send(offer(netns.HERE), audio=True)
        client.wait('ok')
        answer = next(event['jsep'] for event in client.events if 'jsep' in event)
        self.assertIn('typ host', answer['sdp'])
        self.assertNotIn(netns.THERE, answer['sdp'])
        # Its checks come by the relay to where the offer said, on which nobody listens.
        self.assertEqual(relay.lost, {'telephone': 0, 'janus': 0})
        client.close()

    def test_relay_loses(self):
        """By sequence number: the same ones in each run, about as many as asked for."""
        heard = []
        for percent in (0, 20, 20):
            relay = self.relay('http://127.0.0.1:9/janus')
            relay.lose(percent)
            heard.append(self.send_through(relay, 500))
            self.assertEqual((relay.passed['janus'], relay.lost['janus']),
                             (len(heard[-1]), 500 - len(heard[-1])))
        self.assertEqual(heard[0], list(range(500)))
        self.assertAlmostEqual(len(heard[1]), 400, delta=25)
        self.assertEqual(heard[1], heard[2])

    def relay(self, url):
        relay = Relay(url, netns.HERE)
        self.addCleanup(relay.close)
        return relay

    def send_through(self, relay, count):
        """Sequence numbers of the packets that a telephone's sound arrives with at Janus."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as telephone, \
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as janus:
            telephone.bind((netns.HERE, 0))
            janus.bind((netns.THERE, 0))
            janus.settimeout(10)
            door = relay.face(janus.getsockname(), 'janus').getsockname()
            sequences = []
            for number in range(count):
                # What is no sound passes, and tells that all before it has come by.
                telephone.sendto(struct.pack('!BBHII', 0x80, 8, number, 0, 1), door)
                telephone.sendto(b'\0mark', door)
                while (packet := janus.recvfrom(100)[0]) != b'\0mark':
                    sequences.append(struct.unpack('!H', packet[2:4])[0])
            return sequences


if __name__ == '__main__':
    kit.main()
