"""Task evaluate: compares the predictions with the labels."""

import csv
import sys
from pathlib import Path

import yaml

import measures


def main(volumes):
    parameters = yaml.safe_load((volumes / 'parameters/parameters_file.yaml').read_text())
    labels = read(volumes / 'labels/labels.csv', 'malignant')
    predictions = read(volumes / 'predictions/predictions.csv', 'probability')
    if predictions.keys() != labels.keys():
        sys.exit(f'{len(predictions.keys() ^ labels.keys())} cases have only a prediction or only a label.')
    if not all(0 <= value <= 1 for value in predictions.values()):
        sys.exit('A prediction is not a probability from 0 to 1.')
    results = evaluate(predictions, labels, parameters['threshold'], parameters['confidence'])
    (volumes / 'results/results.yaml').write_text(yaml.safe_dump(results, sort_keys=False))


def read(path, column):
    """One column of a table by case."""
    with path.open(newline='', encoding='utf-8') as file:
        return {row['case_id']: float(row[column]) for row in csv.DictReader(file)}


def evaluate(predictions, labels, threshold, confidence):
    malignant = [predictions[name] for name, label in labels.items() if label == 1]
    benign = [predictions[name] for name, label in labels.items() if label == 0]
    if min(len(malignant), len(benign)) < 2:
        sys.exit('At least two malignant and two benign cases are needed.')
    found = sum(score >= threshold for score in malignant)
    spared = sum(score < threshold for score in benign)
    counts = {
        'sensitivity': (found, len(malignant)),
        'specificity': (spared, len(benign)),
        'accuracy': (found + spared, len(labels)),
    }
    z = measures.quantile(confidence)
    auc, spread = measures.area(malignant, benign)
    intervals = {'AUC': measures.area_interval(auc, spread, z)}
    intervals |= {name: measures.wilson(count, total, z) for name, (count, total) in counts.items()}
    return {
        'AUC': round(auc, 6),
        **{name: round(count / total, 6) for name, (count, total) in counts.items()},
        'interval': {
            name: {'low': round(low, 6), 'high': round(high, 6)} for name, (low, high) in intervals.items()
        },
        'cases': {'malignant': len(malignant), 'benign': len(benign)},
    }


if __name__ == '__main__':
    main(Path(sys.argv[1] if len(sys.argv) > 1 else '/mlcommons/volumes'))
