"""Packs a folder the way a benchmark owner does by hand: Python's tarfile with its defaults. Usage: peer.py FOLDER ARCHIVE"""

import sys
import tarfile

folder, archive = sys.argv[1:]
with tarfile.open(archive, "w:gz") as tar:
    tar.add(folder, arcname=".")
