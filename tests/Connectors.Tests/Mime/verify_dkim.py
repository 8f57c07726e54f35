"""Verifies every *.eml of a folder with dkimpy against the public key given and prints {file name: true or the reason} as JSON."""
import json
import pathlib
import sys

import dkim


def verify(path, record):
    try:
        return dkim.DKIM(path.read_bytes()).verify(dnsfunc=lambda name, timeout=5: record if name == b"test._domainkey.example.com." else None)
    except dkim.DKIMException as refused:
        return type(refused).__name__ + ": " + str(refused)


folder, record = pathlib.Path(sys.argv[1]), ("v=DKIM1; k=rsa; p=" + sys.argv[2]).encode("ascii")
print(json.dumps({path.name: verify(path, record) for path in sorted(folder.glob("*.eml"))}))
