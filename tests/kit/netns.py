# SPDX-License-Identifier: GPL-3.0-or-later
"""A network of the test program's own: a loopback interface, and a cable with both
ends here. WebRTC wants an address that is not loopback, and a machine that tests
may have none, or one that its network should see nothing of."""
import ctypes
import functools
import os
import subprocess
import unittest

# The two ends of the cable.
HERE, THERE = '10.99.0.1', '10.99.0.2'

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PLUG = ('ip link set lo up', 'ip link add near type veth peer name far',
        'ip addr add %s/24 dev near' % HERE, 'ip addr add %s/24 dev far' % THERE,
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


@functools.lru_cache(maxsize=None)
def enter():
    """This process, as long as it has no threads, and all that it starts from now on.

    There is no way back. Returns why it can't be, or None."""
    try:
        if os.getuid() == 0:
            _unshare(CLONE_NEWNET)
        else:
            _become_root()
        for command in PLUG:
            subprocess.run(command.split(), check=True, capture_output=True, timeout=10)
    except subprocess.CalledProcessError as error:
        return '%s: %s' % (' '.join(error.cmd), error.stderr.decode().strip())
    except (NotPossible, OSError) as error:
        return str(error)
    return None


def needed(case):
    """For a test case that can be run in such a network alone."""
    reason = enter()
    return unittest.skip('no network namespace: ' + reason)(case) if reason else case
