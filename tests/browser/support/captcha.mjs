// Proof of work for stories that ask without the form: the protocol of ALTCHA.
import { createHash } from "node:crypto";

/** Fetches a challenge with the request context of a page, and solves it. */
export async function solved(request) {
  const { algorithm, challenge, maxnumber, salt, signature } = await (await request.get("/api/v1/public/captcha")).json();
  for (let number = 0; number <= maxnumber; number += 1) {
    if (createHash("sha256").update(`${salt}${number}`).digest("hex") !== challenge) continue;
    return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString("base64");
  }
  throw new Error("the challenge has no solution");
}
