import { type Affine, compose, Extent, IDENTITY, parseTransform } from "./affine";
import type { RenderFonts } from "./fonts";
import { presentation, textExtent } from "./text-extent";

const number = (element: Element, name: string): number =>
  Number.parseFloat(element.getAttribute(name) ?? "") || 0;

/** The extent of an SVG element in its own user space, children with their transforms included. */
export function extentOf(element: Element, fonts: RenderFonts): Extent {
  const extent = new Extent();
  if (presentation(element, "display") === "none") return extent;
  switch (element.localName) {
    case "text":
    case "tspan":
      return textExtent(element, fonts);
    case "rect":
    case "image":
      extent.addPoint(number(element, "x"), number(element, "y"));
      extent.addPoint(
        number(element, "x") + number(element, "width"),
        number(element, "y") + number(element, "height"),
      );
      return extent;
    case "circle": {
      const [x, y, r] = [number(element, "cx"), number(element, "cy"), number(element, "r")];
      extent.addPoint(x - r, y - r);
      extent.addPoint(x + r, y + r);
      return extent;
    }
    case "line":
      extent.addPoint(number(element, "x1"), number(element, "y1"));
      extent.addPoint(number(element, "x2"), number(element, "y2"));
      return extent;
    case "path":
      addPath(extent, element.getAttribute("d") ?? "");
      return extent;
    case "defs":
    case "clipPath":
    case "style":
      return extent;
    default:
      for (const child of Array.from(element.children)) {
        extent.addExtent(extentOf(child, fonts), parseTransform(child.getAttribute("transform")));
      }
      return extent;
  }
}

/** The map from an element's user space to the page: every ancestor's transform and `<svg>` offset. */
export function pageTransform(element: Element): Affine {
  let map = IDENTITY;
  for (let at: Element | null = element; at?.namespaceURI?.endsWith("/svg"); at = at.parentElement) {
    map = compose(parseTransform(at.getAttribute("transform")), map);
    if (at.localName === "svg") map = compose([1, 0, 0, 1, number(at, "x"), number(at, "y")], map);
  }
  return map;
}

/** Which of a path command's numbers are x (0), y (1) or something else (2); `A` has two radii first. */
const ARGUMENTS: Record<string, number[]> = {
  M: [0, 1],
  L: [0, 1],
  T: [0, 1],
  H: [0],
  V: [1],
  C: [0, 1, 0, 1, 0, 1],
  S: [0, 1, 0, 1],
  Q: [0, 1, 0, 1],
  A: [2, 2, 2, 2, 2, 0, 1],
};

/** Adds a path's end and control points: exact for lines, an outer bound for curves, arcs by their ends. */
function addPath(extent: Extent, d: string): void {
  let x = 0;
  let y = 0;
  for (const [, letter, list] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const roles = ARGUMENTS[letter.toUpperCase()];
    if (!roles) continue;
    const relative = letter !== letter.toUpperCase();
    const numbers = (list.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    for (let start = 0; start + roles.length <= numbers.length; start += roles.length) {
      const [x0, y0] = [x, y];
      roles.forEach((role, k) => {
        const value = numbers[start + k];
        if (role === 0) x = relative ? x0 + value : value;
        else if (role === 1) y = relative ? y0 + value : value;
        if (role === 1 || (role === 0 && roles.length === 1)) extent.addPoint(x, y);
      });
    }
  }
}
