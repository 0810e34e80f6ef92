# SPDX-License-Identifier: MIT
"""Figures of one run, side by side: medians, ratios and their limits."""

import statistics

broken = []


def interleaved(rounds, sides):
    """sides: name -> function that gives one sample. The sides take turns, in changing order, so that
    whatever else the machine does meets all of them. Gives name -> samples."""
    samples = {name: [] for name in sides}
    names = list(sides)
    for round_number in range(rounds + 1):
        for name in names if round_number % 2 else reversed(names):
            sample = sides[name]()
            if round_number > 0:  # the first one warms the caches
                samples[name].append(sample)
    return samples


def spread(samples):
    ordered = sorted(samples)
    return ordered[0], statistics.median(ordered), ordered[(len(ordered) * 9) // 10], ordered[-1]


def table(samples, unit, scale=1.0):
    print(f"    {'':34} {'least':>9} {'median':>9} {'p90':>9} {'most':>9}  {unit}")
    for name, values in samples.items():
        cells = " ".join(f"{value * scale:9.2f}" for value in spread(values))
        print(f"    {name:34} {cells}  n={len(values)}")


def ratio(samples, ours, theirs):
    """The median of the rounds' own ratios: a machine that is slow for a while is so to both sides of
    a round."""
    return statistics.median(a / b for a, b in zip(samples[ours], samples[theirs]))


def limit(what, value, unit="", at_most=None, at_least=None):
    good = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
    bound = f"at most {at_most}" if at_least is None else f"at least {at_least}"
    print(f"  {'ok    ' if good else 'NOT OK'} {what}: {value:.2f}{unit} ({bound}{unit})", flush=True)
    if not good:
        broken.append(what)


def note(what, value, unit=""):
    print(f"  (no limit) {what}: {value:.2f}{unit}", flush=True)
