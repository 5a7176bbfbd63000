# SPDX-License-Identifier: GPL-3.0-or-later
"""What tools/bench is made of: one module for each kind of figure."""
