/** Text that is HTML already. Only {@link html} and {@link trusted} make it, so that everything else gets escaped. */
export class Html {
  constructor(private readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for an element's content or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

function renderPart(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Html) return part.toString();
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return part.map(renderPart).join("");
}

/** A template tag: every interpolated string is escaped, `Html` goes in as it is, lists are joined, null and false are dropped. */
export function html(strings: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  let text = strings[0];
  for (const [index, part] of parts.entries()) text += renderPart(part) + strings[index + 1];
  return new Html(text);
}

/** Marks text as HTML. For the output of renderers that escape (markdown-it without HTML, KaTeX, highlight.js) only. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** A path below the site's root as a relative address: each segment percent-encoded. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
