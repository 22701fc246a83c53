"""Task statistics: what the owner of the benchmark may know about the prepared data; sums only, no single case."""

import math
import sys
from pathlib import Path

import yaml

import tables


def main(volumes):
    features, cases = tables.read_numbers(volumes / 'data/cases.csv')
    _, labels = tables.read_numbers(volumes / 'labels/labels.csv')
    summary = summarise(features, list(cases.values()), [label for (label,) in labels.values()])
    (volumes / 'statistics/statistics.yaml').write_text(yaml.safe_dump(summary, sort_keys=False))


def summarise(features, rows, labels):
    malignant = sum(label == 1 for label in labels)
    return {
        'cases': len(rows),
        'malignant': malignant,
        'benign': len(labels) - malignant,
        'malignant_fraction': round(malignant / len(labels), 6),
        # In standard deviations of the training cases: far from 0 and 1 means another population or another unit.
        'features': {name: describe(column) for name, column in zip(features, zip(*rows))},
    }


def describe(values):
    mean = math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return {'mean': round(mean, 6), 'std': round(math.sqrt(variance), 6)}


if __name__ == '__main__':
    main(Path(sys.argv[1] if len(sys.argv) > 1 else '/mlcommons/volumes'))
