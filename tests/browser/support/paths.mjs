// Every address and form that the stories use, in one place. {id} stands for a UUID, {code} for a certificate's code.

/** Pages that anybody may open. */
export const open = ["/sign-in", "/trust", "/dpa", "/subprocessors", "/verify"];

/** Pages by role; each must open for it, and the tour looks at each. */
export const pages = {
  owner: ["/admin", "/people", "/groups", "/modules", "/progress", "/assignments/new", "/learn", "/certificates", "/audit", "/exports", "/settings", "/settings/agreements", "/settings/agreements/new", "/settings/instructions"],
  instructor: ["/admin", "/modules", "/progress", "/people", "/groups", "/learn", "/certificates"],
  learner: ["/learn", "/certificates"],
  legal: ["/operator/tenants", "/operator/dpa-requests", "/audit"],
};

/** Links that the tour leaves alone: they end the session, download, or are another program's pages. */
export const left = [/^\/sign-out/, /\/(pdf|download)$/, /^\/api\//, /\.(pdf|zip|csv|xlsx|json|txt|pem|atom)$/];

export const signIn = "/sign-in";
export const dpa = "/dpa";
export const verify = "/verify";
export const learn = "/learn";
export const certificates = "/certificates";
export const exports = "/exports";

/** Which form of a page does what: found by where it posts to. */
export const forms = {
  signIn: 'form[action="/sign-in"]',
  confirm: 'form[action="/confirm"]',
  signOut: 'form[action="/sign-out"]',
  dpa: 'form[action="/dpa"]',
  attempt: 'form[action*="/attempts"]',
  submission: 'form[action*="/submission"]',
  exports: 'form[action="/exports"]',
};

/** One name for all pages of a kind: `/people/0193…` and `/people/0194…` are `people-id`. */
export function kind(path) {
  const name = path
    .split("/")
    .filter(Boolean)
    .map((part) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(part) ? "id" : /^[A-Za-z0-9_-]{20,}$/.test(part) ? "code" : part))
    .join("-");
  return name || "home";
}
