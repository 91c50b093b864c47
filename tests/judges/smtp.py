#!/usr/bin/env python3
"""A mail server for the tests: smtp.py FOLDER [PORT].

Takes every mail on 127.0.0.1 and writes it into FOLDER as NUMBER.eml, with the envelope in front as X-Envelope-From and
X-Envelope-To. Prints the port once it listens, and ends by itself when the process that started it is gone.
Needs aiosmtpd.
"""

import asyncio
import os
import pathlib
import signal
import sys

from aiosmtpd.smtp import SMTP


class Folder:
    def __init__(self, folder):
        self.folder = folder
        self.number = 0

    async def handle_DATA(self, _server, _session, envelope):
        self.number += 1
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        hidden = self.folder / f".{self.number:06}"
        hidden.write_bytes(head.encode() + envelope.original_content)
        hidden.rename(self.folder / f"{self.number:06}.eml")  # whole or not at all
        return "250 kept"


async def main(folder, port):
    loop, parent, stop = asyncio.get_running_loop(), os.getppid(), asyncio.Event()
    handler = Folder(pathlib.Path(folder))
    server = await loop.create_server(
        lambda: SMTP(handler, hostname="mail.test", enable_SMTPUTF8=True, data_size_limit=64 << 20), "127.0.0.1", port
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    print(server.sockets[0].getsockname()[1], flush=True)
    while os.getppid() == parent:
        try:
            await asyncio.wait_for(stop.wait(), 1)
            break
        except asyncio.TimeoutError:
            continue
    server.close()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    asyncio.run(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 0))
