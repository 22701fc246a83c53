"""The CSV tables of this benchmark."""

import csv


def read_folder(folder, columns):
    """Rows of all CSV files of a folder as (where, {column: text}), then the problems of their form."""
    rows, problems = [], []
    paths = sorted(folder.glob('*.csv'))
    if not paths:
        problems.append(f'there is no .csv file in {folder}')
    for path in paths:
        with path.open(newline='', encoding='utf-8-sig', errors='replace') as file:
            reader = csv.DictReader(file, strict=True)
            try:
                header = reader.fieldnames or []
                if sorted(header) != sorted(columns):
                    problems.append(describe_header(path.name, header, columns))
                    continue
                for row in reader:
                    where = f'{path.name}, line {reader.line_num}'
                    if None in row or None in row.values():
                        problems.append(f'{where}: not {len(columns)} columns')
                    else:
                        rows.append((where, row))
            except csv.Error as error:
                problems.append(f'{path.name}, line {reader.line_num}: {error}')
    return rows, problems


def describe_header(name, header, columns):
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    if not missing and not unknown:
        return f'{name}: a column is there twice'
    return f'{name}: columns missing: {missing}, not known: {unknown}'


def write(path, header, rows):
    """Writes a table whose bytes depend on nothing but its contents."""
    with path.open('w', newline='', encoding='utf-8') as file:
        csv.writer(file, lineterminator='\n').writerows([header, *rows])


def read_numbers(path):
    """A prepared table: its feature columns and {case: [numbers]}."""
    with path.open(newline='', encoding='utf-8') as file:
        header, *rows = csv.reader(file)
    return header[1:], {name: [float(value) for value in values] for name, *values in rows}
