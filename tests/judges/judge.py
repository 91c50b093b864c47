#!/usr/bin/env python3
"""Asks the tools of other houses about our PDF files: judge.py TRUST.pem FILE.pdf...

pyHanko and pdfsig judge the signatures, qpdf the syntax, page-validation the claims to PDF/A-3a and PDF/UA-1, pdfdetach whether
every attached file can be found, and pdfinfo with pdftotext whether the structure is read in the order of the pages.
A file named -theirs.pdf was saved by another program: of it only the signatures and the syntax are judged, because what that
program writes (such as version 2.0 in the catalog) is not our claim to make.
Prints one line per judge and file; exits 1 when any judge refuses, 2 when a judge is missing.
Needs: qpdf, poppler-utils, and from PyPI: pyhanko, pyhanko-cli, page-validation.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# The rule wants every signature to reach the end of the file, so no file with two of them can keep it; veraPDF
# measures each signature against its own revision. Forgiven only where there are two signatures.
TWO_SIGNATURES = "PDFA3A-SIGNATURE-BYTERANGE-001"


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout + done.stderr


def pyhanko(pdf, trust, signatures):
    tool = pathlib.Path(sys.executable).with_name("pyhanko")
    command = [tool if tool.exists() else "pyhanko", "sign", "validate", "--no-revocation-check", "--pretty-print"]
    for certificate in trust:
        command += ["--trust", certificate]
    code, text = run(*command, pdf)
    valid = len(re.findall(r"judged VALID", text))
    return code == 0 and valid == signatures, f"{valid} of {signatures} signatures valid" + ("" if code == 0 else "\n" + text)


def pdfsig(pdf, _trust, signatures):
    _, text = run("pdfsig", "-nocert", pdf)  # exits 0 on a broken signature: its words count
    valid = len(re.findall(r"Signature is Valid", text))
    # The last one covers the file to its end; nothing was added behind it.
    whole = len(re.findall(r"^\s*- Total document signed", text, re.M))
    fine = valid == signatures and whole == 1
    return fine, f"{valid} of {signatures} signatures valid, {whole} of the whole file" + ("" if fine else "\n" + text)


def qpdf(pdf, _trust, _signatures):
    code, text = run("qpdf", "--check", pdf)
    clean = code == 0 and "No syntax or stream encoding errors found" in text
    return clean, "no syntax errors" if clean else text


def conformance(profile):
    def judge(pdf, _trust, signatures):
        import page

        report = page.validate_pdf(pdf, profile=profile)
        set_aside = {TWO_SIGNATURES} if signatures >= 2 else set()
        failures = [failure for failure in report.failures if failure.rule_id not in set_aside]
        forgiven = sorted({failure.rule_id for failure in report.failures if failure.rule_id in set_aside})
        words = "conforms" + (f" ({', '.join(forgiven)} set aside)" if forgiven else "")
        return not failures, words if not failures else "\n".join(f"{f.rule_id}: {f.message}" for f in failures)

    return judge


def tagged(pdf, _trust, _signatures):
    _, text = run("pdfinfo", pdf)
    wrong = [wanted for wanted in (r"Tagged:\s+yes", r"Encrypted:\s+no", r"PDF version:\s+1\.7") if not re.search(wanted, text)]
    return not wrong, "tagged, 1.7" if not wrong else f"pdfinfo misses {wrong}\n{text}"


def attached(pdf, _trust, _signatures):
    """A file that the catalog associates but does not name is in no reader's list."""
    associated = pdf.read_bytes().count(b"/AFRelationship")
    code, text = run("pdfdetach", "-list", pdf)
    listed = re.findall(r"^\d+: (\S+)$", text, re.M)
    of_agreement = pdf.stem.startswith("dpa-") and "agreement.json" not in listed
    fine = code == 0 and len(listed) == associated and not of_agreement
    words = ", ".join(listed) or "nothing attached"
    return fine, words if fine else f"{associated} associated, but listed: {words}\n{text}"


def spoken(text):
    """The pieces of a structure as pdfinfo prints it, in the order in which they are read aloud, without spaces."""
    pieces = re.findall(r'^ *"(.*)"$', text, re.M)
    return [piece for piece in (re.sub(r"\s", "", piece) for piece in pieces) if piece]


def order(pdf, _trust, _signatures):
    """What is read aloud stands on the pages in that order: each piece is found behind the one before it."""
    pieces = spoken(run("pdfinfo", "-struct-text", pdf)[1])
    drawn = re.sub(r"\s", "", run("pdftotext", "-raw", pdf, "-")[1])
    at = 0
    for piece in pieces:
        found = drawn.find(piece, at)
        if found < 0:
            return False, f"read aloud, but not drawn behind what is read before it: {piece}"
        at = found + len(piece)
    return bool(pieces), f"{len(pieces)} pieces read in the order of the pages" if pieces else "nothing is read aloud"


def split(trust, folder):
    """One file per certificate: the tool reads only the first of a bundle."""
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", trust.read_text(), re.S)
    paths = [pathlib.Path(folder, f"{number}.pem") for number in range(len(blocks))]
    for path, block in zip(paths, blocks):
        path.write_text(block + "\n")
    return paths


def main(trust, *files):
    missing = [tool for tool in ("qpdf", "pdfsig", "pdfinfo", "pdfdetach", "pdftotext") if not shutil.which(tool)]
    if missing:
        print(f"missing: {', '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        return 1 if ask(files, split(pathlib.Path(trust), folder)) else 0


def ask(files, certificates):
    """Asks every judge about every file; returns how often one refused."""
    judges = {
        "qpdf": qpdf,
        "pdfinfo": tagged,
        "pdfdetach": attached,
        "order": order,
        "PDF/A-3a": conformance("3a"),
        "PDF/UA-1": conformance("ua1"),
    }
    refused = 0
    for file in map(pathlib.Path, files):
        signatures = file.read_bytes().count(b"/ByteRange")
        ours = {"qpdf": qpdf} if file.stem.endswith("-theirs") else judges
        # The judges of signatures first: others may not survive a file that is broken.
        asked = ({"pyHanko": pyhanko, "pdfsig": pdfsig} if signatures else {}) | ours
        for name, judge in asked.items():
            accepted, words = judge(file, certificates, signatures)
            refused += not accepted
            print(f"{'ok     ' if accepted else 'REFUSED'}  {name:<9} {file.name}: {words}")
    return refused


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
