/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/near.c - see near.h. */
#include "tests/support/near.h"

#include <math.h>

#include "tests/support/cmocka_all.h"

void assert_near(const char *what, double observed, double expected, double relative)
{
    if (!(fabs(observed - expected) <= relative * fabs(expected))) {
        fail_msg("%s: expected %.17g, observed %.17g", what, expected, observed);
    }
}

void assert_within(const char *what, double observed, double expected, double bound)
{
    if (!(fabs(observed - expected) <= bound)) {
        fail_msg("%s: expected %.17g within %.3g, observed %.17g", what, expected, bound,
                 observed);
    }
}
