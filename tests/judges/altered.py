#!/usr/bin/env python3
"""Are the judges awake? altered.py JUDGE TRUST.pem FILE.pdf... changes one byte of each sealed file and wants a refusal.

The byte lies in the signed range, inside a compressed stream where a reader would not stumble over it. An agreement, and one
that is countersigned, are also cut off, get a revision more behind their signatures, get a page painted over in such a
revision, and are read by somebody who trusts other roots. Of one agreement the attachments are also taken out of the list of
names, and two elements are read in the wrong order. Exits 1 when the judge accepts an altered file, or when no file was sealed
or none was an agreement.
"""

import io
import pathlib
import re
import subprocess
import sys
import tempfile


def altered(original):
    """The same document with one bit turned, early in the first stream of its signed part."""
    start = original.index(b"stream\n") + len(b"stream\n") + 12 if b"stream\n" in original else len(original) // 4
    return original[:start] + bytes([original[start] ^ 1]) + original[start + 1 :]


def unlisted(original):
    """The attachments are associated with the document, but in no list of names."""
    return original.replace(b"/EmbeddedFiles", b"/EmbeddedFiled")


def swapped(original):
    """The first two of the longest row of kids are read in the wrong order; every offset stays."""
    rows = list(re.finditer(rb"/K ?\[((?:\d+ 0 R ?)+)\]", original))
    row = max(rows, key=lambda row: len(row[1]))
    first, second, *_ = re.findall(rb"\d+ 0 R", row[1])
    rest = original[row.start(1) :].replace(first + b" " + second, second + b" " + first, 1)
    return original[: row.start(1)] + rest


def cut(original):
    """The file ends before its last table does."""
    return original[:-100]


def longer(original):
    """One revision more: an object that nothing refers to, with its table."""
    from pyhanko.pdf_utils import generic

    return revised(original, lambda writer: writer.add_object(generic.pdf_string("Nothing.")))


def repainted(original):
    """One revision more, in which the first page is empty."""
    from pyhanko.pdf_utils import generic

    def empty(writer):
        page, _ = writer.find_page_for_modification(0)
        page.get_object()["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b""))
        writer.mark_update(page)

    return revised(original, empty)


def revised(original, change):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer, out = IncrementalPdfFileWriter(io.BytesIO(original)), io.BytesIO()
    change(writer)
    writer.write(out)
    assert out.getvalue().startswith(original) and len(out.getvalue()) > len(original)
    return out.getvalue()


def stranger(folder):
    """A root that sealed none of the files."""
    root = pathlib.Path(folder, "stranger.pem")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"]
    command += ["-subj", "/CN=Somebody else", "-keyout", pathlib.Path(folder, "stranger.key"), "-out", root]
    subprocess.run(command, check=True, capture_output=True)
    return root


def refusing(judge, trust, file):
    """Which judges of signatures refuse a file, and all that was said of it."""
    answer = subprocess.run([judge, trust, file], capture_output=True, text=True, timeout=600)
    refused = re.findall(r"^REFUSED +(pyHanko|pdfsig) ", answer.stdout, re.M)
    return set(refused), answer.stdout + answer.stderr


def main(judge, trust, *files):
    sealed = [pathlib.Path(file) for file in files if b"/ByteRange" in pathlib.Path(file).read_bytes()]
    accepted = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in sealed:
            copy = pathlib.Path(folder, f"altered-{file.name}")
            copy.write_bytes(altered(file.read_bytes()))
            answer = subprocess.run([judge, trust, copy], capture_output=True, text=True, timeout=600)
            refused = {name for name in ("pyHanko", "pdfsig") for line in answer.stdout.splitlines() if line.startswith("REFUSED") and name in line}
            fine = answer.returncode == 1 and refused == {"pyHanko", "pdfsig"}
            accepted += not fine
            print(f"{'ok     ' if fine else 'WRONG  '}  one bit turned in {file.name}: " + ("refused by pyHanko and pdfsig" if fine else answer.stdout + answer.stderr))
        agreements = [file for file in map(pathlib.Path, files) if file.name == "dpa-en.pdf"]
        both, elsewhere = {"pyHanko", "pdfsig"}, stranger(folder)
        signed = agreements + [file for file in map(pathlib.Path, files) if file.name == "dpa-countersigned.pdf"]
        for what, alter, roots, wanted in (
            ("cut off", cut, trust, both),
            # It changes nothing that is read, which DocMDP allows: only that the signatures end before the file does shows it.
            ("a revision more", longer, trust, {"pdfsig"}),
            ("a page painted over", repainted, trust, both),
            ("read with other roots", bytes, elsewhere, {"pyHanko"}),
        ):
            for file in signed:
                copy = pathlib.Path(folder, f"{alter.__name__}-{file.name}")
                copy.write_bytes(alter(file.read_bytes()))
                refused, said = refusing(judge, roots, copy)
                accepted += refused != wanted
                print(f"{'ok     ' if refused == wanted else 'WRONG  '}  {what}: {file.name}: " + (f"refused by {' and '.join(sorted(refused))}" if refused == wanted else said))
        for what, name, alter in (("attachments in no list", "pdfdetach", unlisted), ("two elements swapped", "order", swapped)):
            for file in agreements:
                copy = pathlib.Path(folder, f"dpa-{alter.__name__}.pdf")
                copy.write_bytes(alter(file.read_bytes()))
                answer = subprocess.run([judge, trust, copy], capture_output=True, text=True, timeout=600)
                fine = answer.returncode == 1 and re.search(rf"^REFUSED +{name} ", answer.stdout, re.M)
                accepted += not fine
                print(f"{'ok     ' if fine else 'WRONG  '}  {what} in {file.name}: " + (f"refused by {name}" if fine else answer.stdout + answer.stderr))
    if not sealed or not agreements:
        print("No file was sealed, or none was an agreement.")
    return 1 if accepted or not sealed or not agreements else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
