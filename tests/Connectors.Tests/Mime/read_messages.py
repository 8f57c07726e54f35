"""Reads every *.eml of a folder with Python's own parser and prints what it understood as one JSON object by file name."""
import base64
import email
import email.header
import email.policy
import json
import pathlib
import re
import sys


# In a name, policy.default of Python 3.11 puts a blank between adjacent encoded words, which RFC 2047 (6.2) joins without.
WORDS = re.compile(r"\s*((?:=\?utf-8\?[QB]\?[^?]*\?=\s*){2,})<[^<>]*>\s*")


def mailboxes(message, name):
    header = message[name]
    if header is None:
        return []
    words = WORDS.fullmatch(next(value for key, value in message.raw_items() if key == name))
    joined = str(email.header.make_header(email.header.decode_header(words[1].strip()))) if words else None
    return [{"name": joined or a.display_name, "address": a.username + "@" + a.domain} for a in header.addresses]


def defects(message):
    found = [type(d).__name__ + ": " + str(d) for part in message.walk() for d in part.defects]
    for part in message.walk():
        for name, value in part.items():
            found += [name + ": " + type(d).__name__ + ": " + str(d) for d in getattr(value, "defects", ())]
    # What SMTPUTF8 is about is a defect to this parser.
    return [defect for defect in found if "NonASCIILocalPartDefect" not in defect]


def read(path):
    octets = path.read_bytes()
    if path.name.endswith(".utf8.eml"):
        message = email.message_from_string(octets.decode("utf-8"), policy=email.policy.SMTPUTF8)
    else:
        message = email.message_from_bytes(octets, policy=email.policy.default)
    texts, attachments = {}, []
    for part in message.walk():
        if part.is_multipart():
            continue
        octets = part.get_payload(decode=True)
        if part.get_content_disposition() is None:
            texts[part.get_content_subtype()] = octets.decode(part.get_content_charset())
        else:
            attachments.append({
                "name": part["Content-Disposition"].params.get("filename"),
                "contentType": str(part["Content-Type"]),
                "disposition": part.get_content_disposition(),
                "contentId": None if part["Content-ID"] is None else str(part["Content-ID"]),
                "content": base64.b64encode(octets).decode("ascii"),
            })
    return {
        "subject": str(message["Subject"]),
        "messageId": str(message["Message-ID"]),
        "date": message["Date"].datetime.isoformat(),
        "from": mailboxes(message, "From"),
        "to": mailboxes(message, "To"),
        "replyTo": mailboxes(message, "Reply-To"),
        "headers": [{"name": name, "value": str(value)} for name, value in message.items()],
        "shape": [part.get_content_type() for part in message.walk()],
        "plain": texts.get("plain"),
        "html": texts.get("html"),
        "attachments": attachments,
        "defects": defects(message),
    }


folder = pathlib.Path(sys.argv[1])
print(json.dumps({path.name: read(path) for path in sorted(folder.glob("*.eml"))}))
