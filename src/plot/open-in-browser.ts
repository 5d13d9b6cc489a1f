import { SkylearnError } from "../core/errors";
import type { Figure } from "./figure";

/** A figure cannot be opened in a browser here. */
export class BrowserUnavailableError extends SkylearnError {}

interface NodePlotLib {
  plot(data: unknown[], layout: unknown): void;
}

/**
 * Opens a figure in the default browser, from a script or a REPL, by the optional package nodeplotlib. That
 * starts a web server which listens on all of this machine's network interfaces, whoever can reach it sees
 * the figure, and the page loads its own plotly.js from a CDN. In a notebook use `show`; for a file `savePng`.
 *
 * @throws BrowserUnavailableError where there is no screen (continuous integration, no display, `show`'s
 * notebooks) or nodeplotlib is not installed.
 */
export async function openInBrowser(figure: Figure): Promise<void> {
  const reason = headlessReason(process.env, process.platform);
  if (reason) {
    throw new BrowserUnavailableError(
      `openInBrowser: ${reason}, so no browser can open. Write the picture instead: await savePng(figure, "figure.png").`,
    );
  }
  let library: NodePlotLib;
  try {
    library = (await import("nodeplotlib")) as unknown as NodePlotLib;
  } catch (cause) {
    if ((cause as { code?: string }).code !== "MODULE_NOT_FOUND") throw cause;
    throw new BrowserUnavailableError(
      "openInBrowser needs nodeplotlib, which is not installed: npm install nodeplotlib@1.1.2",
      { cause },
    );
  }
  console.log(
    "nodeplotlib serves this figure on all network interfaces of this machine and loads plotly.js from a CDN.",
  );
  library.plot(figure.data, figure.layout);
}

/** Why there is no screen, or `undefined` where there seems to be one. */
export function headlessReason(
  env: Record<string, string | undefined>,
  platform: string,
): string | undefined {
  if (env.CI && env.CI !== "false") return "this is continuous integration (CI is set)";
  const screenless = platform === "linux" && !env.DISPLAY && !env.WAYLAND_DISPLAY;
  return screenless ? "this machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set)" : undefined;
}
