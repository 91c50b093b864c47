// The list of behaviours: a selector, and what to do with each element that matches it, once.

type Start<E extends Element> = (element: E) => void;

const behaviours: { selector: string; start: Start<Element>; started: WeakSet<Element> }[] = [];

export function behaviour<E extends Element = HTMLElement>(selector: string, start: Start<E>): void {
  behaviours.push({ selector, start: start as Start<Element>, started: new WeakSet() });
}

export function attach(root: Document | Element): void {
  for (const { selector, start, started } of behaviours) {
    const here = root instanceof Element && root.matches(selector) ? [root] : [];
    for (const element of [...here, ...root.querySelectorAll(selector)]) {
      if (started.has(element)) continue;
      started.add(element);
      start(element);
    }
  }
}
