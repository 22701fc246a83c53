"""Task infer: the probability that a case is malignant, by logistic regression."""

import csv
import json
import math
import sys
from pathlib import Path


def main(volumes):
    weights = json.loads((volumes / 'additional_files/weights.json').read_text())
    with (volumes / 'data/cases.csv').open(newline='', encoding='utf-8') as file:
        rows = list(csv.DictReader(file))
    with (volumes / 'predictions/predictions.csv').open('w', newline='', encoding='utf-8') as file:
        table = csv.writer(file, lineterminator='\n')
        table.writerow(['case_id', 'probability'])
        table.writerows([row['case_id'], f'{predict(row, weights):.6f}'] for row in rows)
    print(f'Predicted {len(rows)} cases.')


def predict(row, weights):
    # fsum rounds once, whatever the processor: the same file on every machine.
    products = (float(row[name]) * weight for name, weight in weights['coefficients'].items())
    score = math.fsum([weights['intercept'], *products])
    return (1 + math.tanh(score / 2)) / 2  # the logistic function, without overflow


if __name__ == '__main__':
    main(Path(sys.argv[1] if len(sys.argv) > 1 else '/mlcommons/volumes'))
