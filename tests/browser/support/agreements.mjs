// Asks for agreements as a customer does.
import { solved } from "./captcha.mjs";
import { mailedLink } from "./demo.mjs";

export const COMPANY = {
  legal_name: "Sonnenhof Akademie GmbH",
  register_no: "HRB 40404",
  address: "Lindenweg 4, 90402 Nürnberg",
  country: "DE",
  contact_email: "datenschutz@sonnenhof.example",
  signatory_name: "Greta Sonnenhof",
  signatory_title: "Managing director",
  language: "en",
};

/** Asks for an agreement of this company, and opens it at the address that its contact was mailed, once it is sealed. */
export async function asks(page, demo, facts) {
  const data = { ...COMPANY, ...facts, captcha: await solved(page.request) };
  const asked = await page.request.post("/api/v1/public/dpa-requests", { data });
  if (asked.status() !== 201) throw new Error(`the request was answered with ${asked.status()}: ${await asked.text()}`);
  const { id } = await asked.json();
  await page.goto(await mailedLink(demo, data.contact_email, `/dpa/${id}/`));
  await page.locator('form[action$="/countersignature"]').waitFor({ timeout: 30_000 });
}

/** The sealed file of the page. */
export async function sealedFile(page) {
  const address = await page.locator('a[href$="/pdf"]').first().getAttribute("href");
  return Buffer.from(await (await page.request.get(address)).body());
}

/** Chooses a file, and sends the form, unless the form sends itself then. */
export async function hands(page, form, buffer, name = "agreement.pdf") {
  const sendsItself = (await page.locator(`${form}[data-drop-post]`).count()) > 0;
  await page.locator(`${form} input[type=file]`).setInputFiles({ name, mimeType: "application/pdf", buffer });
  if (!sendsItself) await page.locator(`${form} button:not([type=button])`).first().click();
}
