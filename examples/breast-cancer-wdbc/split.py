"""Writes demo/ and training/ from the data that scikit-learn's package brings.

    python3 -m pip install -r model/requirements-train.txt
    python3 split.py

The numbers are copied as text, so nothing is rounded. The package has no identifiers: `wdbc-017` is the 17th case of
its file, a name made here. 114 cases (42 malignant, 72 benign) are held out for the demo dataset; which ones follows
from the SHA-256 of their numbers, so that the split needs no random generator and not the names.
"""

import csv
import hashlib
from pathlib import Path

from sklearn import datasets

HERE = Path(__file__).parent
MEASURES = (
    'radius', 'texture', 'perimeter', 'area', 'smoothness', 'compactness', 'concavity', 'concave_points', 'symmetry',
    'fractal_dimension',
)
# The file's order: ten means, ten standard errors, ten means of the three largest values.
FEATURES = [f'{measure}_{kind}' for kind in ('mean', 'se', 'worst') for measure in MEASURES]
DIAGNOSIS = {'0': 'M', '1': 'B'}  # scikit-learn's target to the letters of the original file
HELD_OUT = {'M': 42, 'B': 72}


def read_package():
    """Identifier, the 30 numbers as text, and diagnosis of every case, in the file's order."""
    path = Path(datasets.__file__).parent / 'data' / 'breast_cancer.csv'
    with path.open(newline='') as file:
        rows = list(csv.reader(file))[1:]
    return [(f'wdbc-{n:03}', row[:30], DIAGNOSIS[row[30]]) for n, row in enumerate(rows, 1)]


def held_out(cases):
    """Identifiers of the demo dataset."""
    chosen = set()
    for diagnosis, count in HELD_OUT.items():
        of_class = [(digest(row), name) for name, row, of in cases if of == diagnosis]
        chosen.update(name for _, name in sorted(of_class)[:count])
    return chosen


def digest(row):
    return hashlib.sha256(','.join(row).encode()).hexdigest()


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('w', newline='') as file:
        csv.writer(file, lineterminator='\n').writerows([header, *rows])


def main():
    cases = read_package()
    demo = held_out(cases)
    for folder, inside in (('demo', True), ('training', False)):
        part = [case for case in cases if (case[0] in demo) == inside]
        write(HERE / folder / 'raw/cases.csv', ['case_id', *FEATURES], [[name, *row] for name, row, _ in part])
        write(HERE / folder / 'labels/diagnoses.csv', ['case_id', 'diagnosis'], [[name, of] for name, _, of in part])


if __name__ == '__main__':
    main()
