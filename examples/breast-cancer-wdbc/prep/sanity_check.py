"""Task sanity_check: is the prepared data what the models and the evaluator rely on?"""

import sys
from pathlib import Path

import yaml

import tables


def main(volumes):
    parameters = yaml.safe_load((volumes / 'parameters/parameters_file.yaml').read_text())
    features, cases = tables.read_numbers(volumes / 'data/cases.csv')
    _, labels = tables.read_numbers(volumes / 'labels/labels.csv')
    problems = check(features, cases, labels, parameters)
    if problems:
        print('The prepared data is not right:', *problems, sep='\n')
        sys.exit(1)
    print(f'{len(cases)} cases are complete and have a label.')


def check(features, cases, labels, parameters):
    problems = []
    if features != [feature['name'] for feature in parameters['features']]:
        problems.append('the columns of data/cases.csv are not the features of the parameters, in their order')
    if cases.keys() != labels.keys():
        problems.append('data/cases.csv and labels/labels.csv do not hold the same cases')
    furthest = parameters['furthest']
    for name, values in cases.items():
        if not all(abs(value) <= furthest for value in values):
            problems.append(f'case {name!r} has a value further than {furthest} standard deviations from the mean')
    least = parameters['cases_per_class']
    for label in (0, 1):
        count = sum(value == [label] for value in labels.values())
        if count < least:
            problems.append(f'{count} cases with label {label}; at least {least} are needed for a useful interval')
    return problems


if __name__ == '__main__':
    main(Path(sys.argv[1] if len(sys.argv) > 1 else '/mlcommons/volumes'))
