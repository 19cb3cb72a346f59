"""Errors of SciPy over the same table of exact values as in run.ts: python bench/maths/scipy_errors.py

In units in the last place of a double, to exact numbers: fractions, no rounding. Needs SciPy.
"""

import json
import math
import statistics
from fractions import Fraction
from pathlib import Path

import numpy
import scipy
from scipy.special import log_softmax, logsumexp, softmax

TABLE = Path(__file__).parent.parent / "packages/softmax/test/logsumexp-vectors.json"


def spacing(exact: Fraction) -> Fraction:
    """The distance of doubles at an exact number, 2^-1074 at least."""
    size = abs(exact)
    if size == 0:
        return Fraction(1, 2**1074)
    exponent = size.numerator.bit_length() - size.denominator.bit_length()
    if Fraction(2) ** exponent > size:
        exponent -= 1
    return Fraction(2) ** max(exponent - 52, -1074)


def error(computed: float, exact: str) -> float:
    if not math.isfinite(computed):
        return math.inf
    value = Fraction(exact)
    return float(abs(Fraction(float(computed)) - value) / spacing(value))


def describe(name: str, errors: list[float]) -> None:
    finite = [each for each in errors if math.isfinite(each)]
    print(
        f"{name}: median {statistics.median(finite):.3g}, worst {max(finite):.3g}, "
        f"not finite {len(errors) - len(finite)} of {len(errors)}"
    )


def inputs(case: dict) -> numpy.ndarray | None:
    return None if "x" not in case else numpy.array([float(x) for x in case["x"]])


def main() -> None:
    cases = json.loads(TABLE.read_text())["cases"]
    listed = [(case, inputs(case)) for case in cases if case["n"] <= 1000]
    kept = [(case, x) for case, x in listed if x is not None]
    print(f"SciPy {scipy.__version__}, NumPy {numpy.__version__}, {len(kept)} cases that list their scores")
    with numpy.errstate(all="ignore"):
        describe("logsumexp", [error(logsumexp(x), case["lse"]) for case, x in kept])
        for name, function in [("softmax", softmax), ("logSoftmax", log_softmax)]:
            found = [(function(x), case[name]) for case, x in kept]
            describe(name, [max(map(error, values, exact)) for values, exact in found])


main()
