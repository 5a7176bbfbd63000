/* SPDX-License-Identifier: GPL-3.0-or-later
 * The clock, by the name that rooms above this one know it by. */
#pragma once
#include "model/clock.h"
