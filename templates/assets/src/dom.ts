// Small hands for the behaviours.

const SVG = "http://www.w3.org/2000/svg";

/** A symbol of the sprite, as the macro `icon` writes it. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A state as text with its icon; an empty text leaves nothing. */
export function say(element: HTMLElement, tone: string, text: string, symbol = tone): void {
  element.dataset["status"] = tone;
  element.replaceChildren(...(text === "" ? [] : [icon(symbol), text]));
}

/** Calls `act` when nothing more has happened for a while. */
export function whenQuiet(milliseconds: number, act: () => void): { (): void; now(): void } {
  let waiting: number | undefined;
  const later = (): void => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => later.now(), milliseconds);
  };
  later.now = (): void => {
    window.clearTimeout(waiting);
    waiting = undefined;
    act();
  };
  return later;
}
