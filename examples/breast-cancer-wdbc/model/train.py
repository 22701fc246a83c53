"""Trains the reference model: logistic regression on the training cases, which are not in the demo dataset.

    python3 -m pip install -r model/requirements-train.txt
    python3 model/train.py

The cases go through the data preparator's own code, so the model sees what it will see at a hospital.
"""

import json
import sys
from pathlib import Path

import yaml
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / 'prep'))
from prepare import prepare  # noqa: E402

DIGITS = 6


def main():
    parameters = yaml.safe_load((HERE.parent / 'prep/parameters.yaml').read_text())
    training = HERE.parent / 'training'
    cases, labels, problems = prepare(training / 'raw', training / 'labels', parameters)
    assert not problems, problems
    names = sorted(cases)
    model = LogisticRegression(C=1.0, solver='newton-cholesky', tol=1e-10)
    model.fit([cases[name] for name in names], [labels[name] for name in names])
    weights = {
        'intercept': round(float(model.intercept_[0]), DIGITS),
        'coefficients': {
            feature['name']: round(float(value), DIGITS)
            for feature, value in zip(parameters['features'], model.coef_[0])
        },
    }
    path = HERE / 'additional_files/weights.json'
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(weights, indent=2) + '\n')


if __name__ == '__main__':
    main()
