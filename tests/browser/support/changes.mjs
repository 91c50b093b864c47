// Changes of the register of sub-processors, as the operator's staff make them.

/** The page of one change. */
export const CHANGE = /\/operator\/changes\/[0-9a-f-]{36}$/;

/** Sends the form that posts to an address with this end. */
export const press = (page, action) => page.locator(`form[action$="${action}"] button:not([type=button])`).first().click();

/** Keeps the draft. */
export const save = (page) => page.locator("form[data-dirty] button.primary").click();

/** Fills what a vendor is. */
export async function describes(page, facts) {
  for (const [name, value] of Object.entries(facts)) await page.locator(`form[data-dirty] [name=${name}]`).fill(value);
}

/** Drafts a vendor of Germany that sends mails; gives the address of the draft. */
export async function drafts(page, facts) {
  await page.goto("/operator/changes/new");
  await describes(page, facts);
  await page.locator("[name=country]").selectOption("DE");
  await page.locator("[name=category]").selectOption("email_delivery");
  await page.locator("[name=data_categories]").first().check();
  await save(page);
  await page.waitForURL(CHANGE);
  return new URL(page.url()).pathname;
}

/** Approves what stands there. */
export async function approves(page, change) {
  await page.goto(change);
  await page.locator("[name=decision][value=approved]").check();
  await press(page, "/review");
  await page.locator('form[action$="/review"]').waitFor({ state: "detached" });
}

/** Tells every customer, and waits until they are told. */
export async function announces(page, change) {
  await page.goto(change);
  await page.locator('.page-head button[popovertarget="tell"]').click();
  await press(page, "/notice");
  await page.locator('form[action$="/withdrawal"]').waitFor();
}

/** Opens the notice of a change as somebody of a customer, once it is there. */
export async function opensNotice(page, change) {
  const notice = change.replace("/operator/changes", "/settings/subprocessors/changes");
  for (let tries = 0; (await page.goto(notice)).status() === 404; tries++) {
    if (tries === 100) throw new Error(`${notice} is not there after 20 s`);
    await page.waitForTimeout(200);
  }
  return notice;
}
