"""Entrypoint of the MLCubes: `mlcube.py TASK --data_path=… --output_path=…` does a task on the folders it is given.

The tasks' scripts know one folder with everything in it; here it is made of links to what was mounted.
"""

import os
import sys
import tempfile
from pathlib import Path

DATASET = {'data_path': 'data', 'labels_path': 'labels', 'parameters_file': 'parameters/parameters_file.yaml'}
TASKS = {
    'prepare': ('prepare.py', {
        'data_path': 'raw_data',
        'labels_path': 'raw_labels',
        'parameters_file': 'parameters/parameters_file.yaml',
        'output_path': 'data',
        'output_labels_path': 'labels',
    }),
    'sanity_check': ('sanity_check.py', DATASET),
    'statistics': ('summarise.py', {**DATASET, 'output_path': 'statistics/statistics.yaml'}),
    'infer': ('infer.py', {
        'data_path': 'data',
        'additional_files': 'additional_files',
        'output_path': 'predictions',
    }),
    'evaluate': ('evaluate.py', {
        'predictions': 'predictions',
        'labels': 'labels',
        'parameters_file': 'parameters/parameters_file.yaml',
        'output_path': 'results/results.yaml',
    }),
}


def main(task, *arguments):
    script, names = TASKS[task]
    volumes = Path(tempfile.mkdtemp())
    for argument in arguments:
        name, path = argument.removeprefix('--').split('=', 1)
        link = volumes / names[name]
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(path)
    os.execv(sys.executable, [sys.executable, f'/app/{script}', str(volumes)])


if __name__ == '__main__':
    main(*sys.argv[1:])
