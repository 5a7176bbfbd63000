# SPDX-License-Identifier: GPL-3.0-or-later
"""A network of the test program's own: a loopback interface, and a cable with both
ends here. WebRTC wants an address that is not loopback, and a machine that tests
may have none, or one that its network should see nothing of."""
import contextlib
import ctypes
import functools
import os
import pathlib
import socket
import subprocess
import threading
import unittest

# The two ends of the cable.
HERE, THERE = '10.99.0.1', '10.99.0.2'

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
LAY = ('ip link set lo up', 'ip link add near type veth peer name far')
PLUG = ('ip addr add %s/24 dev near' % HERE, 'ip addr add %s/24 dev far' % THERE,
        'ip link set near up', 'ip link set far up')
_libc = ctypes.CDLL(None, use_errno=True)


class NotPossible(Exception):
    """This machine, or the sandbox that we run in, forbids it."""


def _unshare(flags):
    if _libc.unshare(flags):
        raise NotPossible('unshare: ' + os.strerror(ctypes.get_errno()))


def _become_root():
    """In a user namespace, where whoever makes it may do everything."""
    user, group = os.getuid(), os.getgid()
    _unshare(CLONE_NEWUSER | CLONE_NEWNET)
    for name, text in (('setgroups', 'deny'), ('uid_map', '0 %d 1' % user),
                       ('gid_map', '0 %d 1' % group)):
        with open('/proc/self/' + name, 'w', encoding='ascii') as file:
            file.write(text)


def _run(commands):
    for command in commands:
        subprocess.run(command.split(), check=True, capture_output=True, timeout=10)


def _do_without_ipv6(name):
    """Its link-local address would be there a second or two after the cable: a change of the
    network, in the middle of some test."""
    with contextlib.suppress(OSError):
        pathlib.Path('/proc/sys/net/ipv6/conf', name, 'disable_ipv6').write_text('1')


@functools.lru_cache(maxsize=None)
def enter():
    """This process, as long as it has no threads, and all that it starts from now on.

    There is no way back. Returns why it can't be, or None."""
    try:
        if os.getuid() == 0:
            _unshare(CLONE_NEWNET)
        else:
            _become_root()
        _run(LAY)
        for end in ('near', 'far'):
            _do_without_ipv6(end)
        _run(PLUG)
    except subprocess.CalledProcessError as error:
        return '%s: %s' % (' '.join(error.cmd), error.stderr.decode().strip())
    except (NotPossible, OSError) as error:
        return str(error)
    return None


def needed(case):
    """For a test case that can be run in such a network alone."""
    reason = enter()
    return unittest.skip('no network namespace: ' + reason)(case) if reason else case


class Far:
    """Another machine: a network of its own, at the far end of cables that can be pulled.
    It has an address, `host`, which each cable may lead to."""

    host = '10.97.0.1'

    def __init__(self, test):
        read, write = os.pipe()
        self._machine = subprocess.Popen(['unshare', '--net', 'sh', '-c', 'echo up; exec cat'],
                                         stdin=subprocess.PIPE, stdout=write)
        os.close(write)
        test.addCleanup(self._switch_off)
        with os.fdopen(read) as said:
            if said.readline() != 'up\n':
                raise AssertionError('no second network namespace')
        self.run('ip', 'link', 'set', 'lo', 'up')
        self.run('ip', 'addr', 'add', self.host + '/32', 'dev', 'lo')
        self._cables = []

    def _switch_off(self):
        for name in self._cables:
            _here('ip', 'link', 'del', name)
        self._machine.stdin.close()
        self._machine.wait()

    def within(self, *argv):
        """The command that runs there."""
        return ['nsenter', '--net=/proc/%d/ns/net' % self._machine.pid, *argv]

    def run(self, *argv):
        _here(*self.within(*argv))

    def socket(self, kind):
        """A socket of that machine's."""
        made = []

        def make():
            with open('/proc/%d/ns/net' % self._machine.pid, 'rb') as namespace:
                if not _libc.setns(namespace.fileno(), CLONE_NEWNET):
                    made.append(socket.socket(socket.AF_INET, kind))
        # A namespace is a thread's.
        maker = threading.Thread(target=make)
        maker.start()
        maker.join()
        return made[0]

    def lay(self, name, number):
        """A cable, not plugged in yet: our address on it."""
        here, there = '10.97.%d.1' % number, '10.97.%d.2' % number
        _here('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', name + '-far')
        self._cables.append(name)
        # It has the address that it is given, when it is: IPv6 would add its own, seconds later.
        for end in (name, name + '-far'):
            _here('ip', 'link', 'set', end, 'addrgenmode', 'none')
        _here('ip', 'link', 'set', name + '-far', 'netns', str(self._machine.pid))
        _here('ip', 'addr', 'add', here + '/24', 'dev', name)
        self.run('ip', 'addr', 'add', there + '/24', 'dev', name + '-far')
        self.run('ip', 'link', 'set', name + '-far', 'up')
        return here

    def plug(self, name, number):
        """Its host is reached by this cable from now on."""
        _here('ip', 'link', 'set', name, 'up')
        _here('ip', 'route', 'replace', self.host + '/32', 'via', '10.97.%d.2' % number)

    @staticmethod
    def pull(name):
        _here('ip', 'link', 'set', name, 'down')


def _here(*argv):
    subprocess.run(argv, check=True, capture_output=True, timeout=10)
