// Who is who in the demo.

/** The first person with this role in a workspace, or the `place`-th (from 0). */
export function person(demo, workspace, role, place = 0) {
  const tenant = demo.tenants.find(({ slug }) => slug === workspace);
  const found = tenant?.users.filter((user) => user.role === role)[place];
  if (!found) throw new Error(`demo.json has no ${role} number ${place} in ${workspace}`);
  return { workspace, ...found };
}

/** A member of the operator's staff. */
export function operator(demo, role) {
  const found = demo.operators.find((one) => one.role === role);
  if (!found) throw new Error(`demo.json has no operator with the role ${role}`);
  return { workspace: "operator", ...found };
}

/** Calls the JSON API as a person: `await call(baseUrl, ines, "POST", "/modules", {...})`; throws unless it succeeds. */
export async function call(baseUrl, who, method, path, body) {
  const response = await fetch(`${baseUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${who.api_token}`, ...(body && { "content-type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
