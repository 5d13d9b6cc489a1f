import { Extent } from "./affine";
import type { RenderFonts } from "./fonts";

interface TextStyle {
  size: number;
  bold: boolean;
}

interface Run {
  width: number;
  ascent: number;
  descent: number;
  y: number;
}

/** A part of a text that is anchored as a whole: it starts wherever an `x` is given. */
interface Chunk {
  x: number;
  anchor: string;
  runs: Run[];
}

/**
 * The box that an SVG `<text>` or `<tspan>` fills, in its own user space: lines (`tspan` with `x` and
 * `dy`), super- and subscripts (`tspan` with a relative size and `dy`), bold runs, the text's anchor.
 */
export function textExtent(element: Element, fonts: RenderFonts): Extent {
  const chunks: Chunk[] = [];
  let y = 0;
  const anchor = inherited(element, "text-anchor") ?? "start";

  const visit = (node: Element, style: TextStyle): void => {
    const here: TextStyle = { size: fontSize(node, style.size), bold: isBold(node, style.bold) };
    const x = lengthOf(node.getAttribute("x"), here.size);
    const newY = lengthOf(node.getAttribute("y"), here.size);
    if (newY !== undefined) y = newY;
    y += lengthOf(node.getAttribute("dy"), here.size) ?? 0;
    if (x !== undefined || chunks.length === 0) chunks.push({ x: x ?? 0, anchor, runs: [] });
    for (const child of Array.from(node.childNodes)) {
      if (child.nodeType === 3) {
        const metrics = here.bold ? fonts.bold : fonts.regular;
        chunks[chunks.length - 1].runs.push({
          width: metrics.width(child.nodeValue ?? "") * here.size,
          ascent: metrics.ascent * here.size,
          descent: metrics.descent * here.size,
          y,
        });
      } else if (child.nodeType === 1) visit(child as Element, here);
    }
  };
  const parent = element.parentElement;
  visit(element, { size: parent ? inheritedSize(parent) : 16, bold: false });

  const extent = new Extent();
  for (const chunk of chunks) {
    const width = chunk.runs.reduce((sum, run) => sum + run.width, 0);
    if (width === 0) continue;
    const left = chunk.x - (chunk.anchor === "end" ? width : chunk.anchor === "middle" ? width / 2 : 0);
    for (const run of chunk.runs) {
      if (run.width === 0) continue;
      extent.addPoint(left, run.y - run.ascent);
      extent.addPoint(left + width, run.y + run.descent);
    }
  }
  return extent;
}

/** A property as the element's inline style or attribute gives it. */
export function presentation(element: Element, name: string): string | undefined {
  return (element as SVGElement).style?.getPropertyValue(name) || element.getAttribute(name) || undefined;
}

function inherited(element: Element, name: string): string | undefined {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const value = presentation(at, name);
    if (value) return value;
  }
  return undefined;
}

function inheritedSize(element: Element): number {
  const path: Element[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) path.push(at);
  return path.reduceRight((size, at) => fontSize(at, size), 16);
}

function fontSize(element: Element, parentSize: number): number {
  const text = presentation(element, "font-size");
  if (!text) return parentSize;
  const value = Number.parseFloat(text);
  if (!Number.isFinite(value)) return parentSize;
  if (text.endsWith("%")) return (value / 100) * parentSize;
  return text.endsWith("em") ? value * parentSize : value;
}

function isBold(element: Element, parent: boolean): boolean {
  const text = presentation(element, "font-weight");
  if (!text) return parent;
  return text === "bold" || text === "bolder" || Number.parseFloat(text) >= 600;
}

function lengthOf(text: string | null, size: number): number | undefined {
  if (text === null || text === "") return undefined;
  const value = Number.parseFloat(text);
  if (!Number.isFinite(value)) return undefined;
  return text.endsWith("em") ? value * size : value;
}
