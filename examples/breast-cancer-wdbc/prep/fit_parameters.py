"""Writes prep/parameters.yaml from the training cases.

    python3 prep/fit_parameters.py training/raw/cases.csv > prep/parameters.yaml

A value from 0 to three times the largest of the training cases is accepted: wide enough for other hospitals, narrow
enough to find a wrong unit (a factor of 10 or more) or a shifted column.
"""

import csv
import math
import sys

HEAD = """\
# Written by fit_parameters.py.
# The label of each diagnosis.
diagnoses: { M: 1, B: 0 }
# sanity_check: how far from the mean a prepared value may be, in standard deviations; fewest cases of each class.
furthest: 50
cases_per_class: 10
# Accepted range of the raw values; mean and standard deviation of the training cases, for normalising.
# A list, because MedPerf sorts the keys of a mapping and the order is that of the prepared columns.
features:
"""


def main(path):
    with open(path, newline='', encoding='utf-8') as file:
        header, *rows = csv.reader(file)
    print(HEAD, end='')
    for name, column in zip(header[1:], list(zip(*rows))[1:]):
        values = [float(value) for value in column]
        mean = math.fsum(values) / len(values)
        std = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
        limits = f'min: 0, max: {significant(3 * max(values), 2)}'
        print(f'  - {{ name: {name}, {limits}, mean: {significant(mean, 6)}, std: {significant(std, 6)} }}')


def significant(value, digits):
    """The number rounded to so many digits."""
    return f'{float(f"{value:.{digits}g}"):.10g}'


if __name__ == '__main__':
    main(sys.argv[1])
