// A form as JSON. Dotted names nest (`options.0.text_md`); numbers as a part of a name make a list.
//   data-json="text"     a string (what a field is without the attribute)
//   data-json="number"   a number; null when empty
//   data-json="boolean"  true or false (what a lone checkbox is without the attribute); radios and selects by the value "true"
//   data-json="list"     a list of the values that are ticked or filled in: checkboxes, radios, texts of the same name
//   data-json="skip"     not sent

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function toJson(form: HTMLFormElement): { [key: string]: Json } {
  const flat = new Map<string, Json>();
  for (const element of form.elements) {
    if (!isField(element) || element.name === "" || element.disabled) continue;
    const kind = element.dataset["json"] ?? (element.type === "checkbox" ? "boolean" : "text");
    if (kind === "skip" || ["file", "submit", "button", "reset"].includes(element.type)) continue;
    put(flat, element, kind);
  }
  return nest(flat);
}

function isField(element: Element): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;
}

function put(flat: Map<string, Json>, field: Field, kind: string): void {
  const ticked = field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type) ? field.checked : undefined;
  if (kind === "list") {
    const list = (flat.get(field.name) as Json[] | undefined) ?? [];
    if (ticked ?? field.value !== "") list.push(field.value);
    flat.set(field.name, list);
  } else if (kind === "boolean" && field.type === "checkbox") {
    flat.set(field.name, ticked === true);
  } else if (ticked !== false) {
    flat.set(field.name, valueOf(field.value, kind));
  }
}

function valueOf(value: string, kind: string): Json {
  if (kind === "number") return value.trim() === "" ? null : Number(value.replace(",", "."));
  if (kind === "boolean") return value === "true";
  return value;
}

function nest(flat: Map<string, Json>): { [key: string]: Json } {
  const root: { [key: string]: Json } = {};
  for (const [name, value] of flat) {
    const path = name.split(".");
    const last = path.pop() ?? name;
    let place = root;
    for (const part of path) {
      const next = place[part];
      place = (place[part] = typeof next === "object" && next !== null && !Array.isArray(next) ? next : {}) as typeof root;
    }
    place[last] = value;
  }
  return lists(root) as { [key: string]: Json };
}

/** Objects whose keys are all numbers become lists, in their order, without gaps. */
function lists(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, lists(inner)] as const);
  const numbered = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  if (!numbered) return Object.fromEntries(entries);
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
}
