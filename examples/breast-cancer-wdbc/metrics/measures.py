"""The measures: area under the ROC curve with DeLong's interval, and proportions with Wilson's."""

import math
from bisect import bisect_left, bisect_right
from statistics import NormalDist


def quantile(confidence):
    """Of the normal distribution, for a two-sided interval: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(count, total, z):
    """Interval of the proportion count / total (Wilson 1927); never empty, also for 0 and 1."""
    share = count / total
    centre = share + z * z / (2 * total)
    width = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (centre - width) / scale), min(1.0, (centre + width) / scale)


def area(positives, negatives):
    """Area under the ROC curve, and its variance (DeLong, DeLong, Clarke-Pearson 1988)."""
    positives, negatives = sorted(positives), sorted(negatives)
    above = [rank(score, negatives) for score in positives]
    below = [1 - rank(score, positives) for score in negatives]
    return math.fsum(above) / len(above), variance(above) / len(above) + variance(below) / len(below)


def rank(score, scores):
    """Share of the sorted scores that lie below this one; equal ones count half."""
    return (bisect_left(scores, score) + bisect_right(scores, score)) / 2 / len(scores)


def variance(values):
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def area_interval(value, spread, z):
    """DeLong's interval on the logit scale, which keeps it inside 0 and 1; NaN where there is no spread to judge by."""
    if not 0 < value < 1 or spread == 0:
        return math.nan, math.nan
    width = z * math.sqrt(spread) / (value * (1 - value))
    logit = math.log(value / (1 - value))
    return tuple(1 / (1 + math.exp(-bound)) for bound in (logit - width, logit + width))
