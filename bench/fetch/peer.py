"""Fetches an archive the way MedPerf's client does: download, hash, unpack, read everything again for the folder hash.

Usage: peer.py URL FOLDER; prints the archive's hash and the folder's. Uses requests where it is installed.
"""

import hashlib
import os
import sys
import tarfile

try:
    import requests
except ImportError:
    requests = None
    import shutil
    import urllib.request


def download(url, path):
    with open(path, "wb") as file:
        if requests is None:
            with urllib.request.urlopen(url) as answer:
                shutil.copyfileobj(answer, file, 10 * 1024 * 1024)
            return
        with requests.get(url, stream=True) as answer:
            answer.raise_for_status()
            for chunk in answer.iter_content(chunk_size=10 * 1024 * 1024):
                file.write(chunk)


def file_hash(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(65536):
            digest.update(chunk)
    return digest.hexdigest()


def folder_hash(folder):
    hashes = []
    for root, _, files in os.walk(folder):
        hashes += [file_hash(os.path.join(root, name)) for name in files]
    return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()


url, folder = sys.argv[1:]
archive = f"{folder}.archive"
download(url, archive)
archive_hash = file_hash(archive)
with tarfile.open(archive) as tar:
    tar.extractall(folder)
os.remove(archive)
print(archive_hash, folder_hash(folder))
