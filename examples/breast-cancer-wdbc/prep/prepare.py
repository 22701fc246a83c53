"""Task prepare: checks the raw cases and brings every feature to the scale that the models expect.

Reads   raw_data/*.csv    case_id and the 30 measurements
        raw_labels/*.csv  case_id and diagnosis (M or B)
Writes  data/cases.csv    case_id and (value - mean) / std of each feature
        labels/labels.csv case_id and malignant (1 or 0)
Nothing is written unless everything is right; all problems are shown at once.
"""

import math
import sys
from pathlib import Path

import yaml

import tables

SHOWN_PROBLEMS = 50


def main(volumes):
    parameters = yaml.safe_load((volumes / 'parameters/parameters_file.yaml').read_text())
    cases, labels, problems = prepare(volumes / 'raw_data', volumes / 'raw_labels', parameters)
    if problems:
        print(f'The raw data cannot be prepared, {len(problems)} problem(s):')
        print(*problems[:SHOWN_PROBLEMS], sep='\n')
        sys.exit(1)
    names = sorted(cases)
    features = [feature['name'] for feature in parameters['features']]
    tables.write(
        volumes / 'data/cases.csv',
        ['case_id', *features],
        [[name, *(f'{value:.6f}' for value in cases[name])] for name in names],
    )
    tables.write(volumes / 'labels/labels.csv', ['case_id', 'malignant'], [[name, labels[name]] for name in names])
    print(f'Prepared {len(names)} cases.')


def prepare(raw_data, raw_labels, parameters):
    """Normalised cases, labels, and what is wrong with the raw files."""
    cases, case_problems = read_cases(raw_data, parameters['features'])
    labels, label_problems = read_labels(raw_labels, parameters['diagnoses'])
    problems = case_problems + label_problems
    # A row that was refused has already been named: the pairs are checked only in files without another problem.
    if not problems:
        problems += [f'case {name!r} has no diagnosis' for name in sorted(cases.keys() - labels.keys())]
        problems += [f'diagnosis of {name!r}, which is no case' for name in sorted(labels.keys() - cases.keys())]
    return cases, labels, problems


def read_cases(folder, features):
    rows, problems = tables.read_folder(folder, ['case_id', *(feature['name'] for feature in features)])
    cases = {}
    for where, row in rows:
        name = row['case_id'].strip()
        problems += check_name(where, name, cases)
        cases[name] = []
        for feature in features:
            text = row[feature['name']]
            value = to_number(text)
            if not feature['min'] <= value <= feature['max']:  # also when the value is NaN
                limits = f'{feature["min"]} to {feature["max"]}'
                problems.append(f'{where}: {feature["name"]} of case {name!r} is {text!r}, not a number from {limits}')
            cases[name].append((value - feature['mean']) / feature['std'])
    return cases, problems


def read_labels(folder, diagnoses):
    rows, problems = tables.read_folder(folder, ['case_id', 'diagnosis'])
    labels = {}
    for where, row in rows:
        name, diagnosis = row['case_id'].strip(), row['diagnosis'].strip()
        problems += check_name(where, name, labels)
        if diagnosis not in diagnoses:
            problems.append(f'{where}: diagnosis of case {name!r} is {diagnosis!r}, not one of {list(diagnoses)}')
        labels[name] = diagnoses.get(diagnosis)
    return labels, problems


def check_name(where, name, known):
    if not name:
        return [f'{where}: there is no case_id']
    return [f'{where}: case {name!r} is there twice'] if name in known else []


def to_number(text):
    try:
        return float(text)
    except ValueError:
        return math.nan


if __name__ == '__main__':
    main(Path(sys.argv[1] if len(sys.argv) > 1 else '/mlcommons/volumes'))
