# SPDX-License-Identifier: GPL-3.0-or-later
"""What is selected or copied in some program of the desktop's."""
import subprocess

from .watch import wait_until


def select(world, text, where='--primary'):
    """As a program that goes on running would; xsel's own copy takes over after it has ended."""
    world.run(['xsel', where, '--input'], input=text)
    wait_until(lambda: selected(world, where) == text, 'the selection')


def selected(world, where):
    """None while the owner changes: whom xsel asked in that moment never answers it."""
    try:
        return world.run(['xsel', where, '--output'], timeout=2).stdout
    except subprocess.TimeoutExpired:
        return None
