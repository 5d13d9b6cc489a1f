import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import type { DOMWindow } from "jsdom";
import { Extent } from "./affine";
import { type RenderFonts, renderFonts } from "./fonts";
import { SoftwareCanvas } from "./software-canvas";
import { extentOf, pageTransform } from "./svg-geometry";

/** An axis of a drawn plot, as far as placing data on it goes. */
export interface DrawnAxis {
  /** Pixel offset from the plot area's corner of a value as the trace gives it. */
  d2p(value: number): number;
  _length: number;
}

/** The element that plotly.js draws into, with the parts of its state that the renderer reads. */
export interface PlotElement extends HTMLElement {
  _fullLayout: Record<string, unknown> & { _uid: string };
  _fullData: Array<Record<string, unknown> & { index: number; xaxis?: string; yaxis?: string; uid: string }>;
}

/** What the renderer calls of plotly.js. */
export interface PlotlyLibrary {
  newPlot(element: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<PlotElement>;
  purge(element: HTMLElement): void;
  Snapshot: { toSVG(element: HTMLElement, format: "svg", scale: number): string };
}

export interface PlotlyWindow {
  readonly document: Document;
  readonly plotly: PlotlyLibrary;
}

let ready: Promise<PlotlyWindow> | undefined;

/** plotly.js in a page without a screen, made at the first call and kept. */
export function plotlyWindow(): Promise<PlotlyWindow> {
  ready ??= openPlotlyWindow().catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function openPlotlyWindow(): Promise<PlotlyWindow> {
  const { JSDOM } = await import("jsdom");
  const dom = new JSDOM("<!DOCTYPE html><html><head></head><body></body></html>", {
    runScripts: "outside-only",
    pretendToBeVisual: false,
  });
  const { window } = dom;
  completeWindow(window, renderFonts());
  const file = require.resolve("plotly.js-dist-min/plotly.min.js");
  new Script(readFileSync(file, "utf8"), { filename: file }).runInContext(dom.getInternalVMContext());
  return { document: window.document, plotly: window.Plotly as PlotlyLibrary };
}

/** Adds what plotly.js needs and jsdom leaves out: object URLs, canvases, and the size of what is drawn. */
function completeWindow(window: DOMWindow, fonts: RenderFonts): void {
  const define = (target: object, properties: Record<string, unknown>): void => {
    for (const [name, value] of Object.entries(properties)) {
      Object.defineProperty(target, name, { value, configurable: true, writable: true });
    }
  };
  define(window.URL, { createObjectURL: () => "blob:none", revokeObjectURL: () => {} });
  define(window, {
    requestAnimationFrame: (callback: (time: number) => void) => setTimeout(() => callback(Date.now()), 0),
    cancelAnimationFrame: (id: NodeJS.Timeout) => clearTimeout(id),
    matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
    // plotly.js reads back only what it set itself; resolving its whole style sheet takes jsdom 100 times as long
    getComputedStyle: (element: HTMLElement) => element.style,
  });

  define(window.SVGElement.prototype, {
    getBBox(this: Element) {
      return extentOf(this, fonts).toRect();
    },
    getComputedTextLength(this: Element) {
      return extentOf(this, fonts).toRect().width;
    },
    getBoundingClientRect(this: Element) {
      const extent = new Extent();
      extent.addExtent(extentOf(this, fonts), pageTransform(this));
      const { x, y, width, height } = extent.toRect();
      return { x, y, width, height, left: x, top: y, right: x + width, bottom: y + height };
    },
  });

  const canvases = new WeakMap<object, SoftwareCanvas>();
  const canvasOf = (element: Element): SoftwareCanvas => {
    let canvas = canvases.get(element);
    if (!canvas) {
      canvas = new SoftwareCanvas((text) => fonts.regular.width(text));
      canvas.resize(300, 150);
      canvases.set(element, canvas);
    }
    return canvas;
  };
  const prototype = window.HTMLCanvasElement.prototype;
  for (const side of ["width", "height"] as const) {
    Object.defineProperty(prototype, side, {
      configurable: true,
      get(this: Element) {
        return canvasOf(this)[side];
      },
      set(this: Element, value: number) {
        const canvas = canvasOf(this);
        canvas.resize(side === "width" ? value : canvas.width, side === "height" ? value : canvas.height);
      },
    });
  }
  define(prototype, {
    getContext(this: Element, kind: string) {
      return kind === "2d" ? canvasOf(this) : null;
    },
    toDataURL(this: Element) {
      return canvasOf(this).toDataUrl();
    },
  });
}
