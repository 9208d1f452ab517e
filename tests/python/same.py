"""Rows of Arrow against lines of JSON that tell the same."""


def same(case, have, want, unknown=("",)):
    """Fails the test case unless they are. JSON rounds, may leave fields out, and says of some texts
    that are unknown (null in the rows) what `unknown` has."""
    if isinstance(want, dict):
        for key in want:
            same(case, have[key], want[key], unknown)
    elif isinstance(want, list):
        case.assertEqual(len(have), len(want))
        for h, w in zip(have, want):
            same(case, h, w, unknown)
    elif isinstance(have, float):
        case.assertAlmostEqual(have, want, delta=0.051)
    else:
        case.assertEqual(have, None if want in unknown else want)
