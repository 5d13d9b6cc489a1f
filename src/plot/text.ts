/**
 * Escapes text that comes from data, so that Plotly shows it as it is: Plotly reads `<b>`, `<a href>` and
 * other tags, entities, and `%{…}` templates in every title, label and name.
 */
export function escapeText(text: unknown): string {
  return String(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/%\{/g, "%&#123;");
}

/** The text that a Plotly label shows: tags dropped, entities read, breaks as spaces. */
export function plainText(label: string): string {
  return label
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/<[^<>]*>/g, "")
    .replace(/&#123;/g, "{")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

/**
 * Breaks text that comes from data into lines, at spaces where it can, and escapes it; Plotly breaks no
 * line by itself.
 *
 * @param limit Characters a line.
 */
export function wrapText(text: unknown, limit: number): string {
  return breakLines(String(text), limit).map(escapeText).join("<br>");
}

/** Breaks an author's text, whose tags count nothing and stay whole, at spaces. */
export function wrapMarkup(markup: string, limit: number): string {
  const lines: string[] = [];
  for (const paragraph of markup.split(/<br\s*\/?>/i)) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      if (line && plainText(longer).length > limit) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    lines.push(line);
  }
  return lines.join("<br>");
}

function breakLines(text: string, limit: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > limit) {
      lines.push(line);
      line = "";
    }
    line = line ? `${line} ${word}` : word;
    while (line.length > limit) {
      // A name such as "source_of_x-rays" or "FluxPercentile" breaks between its own parts; no hyphen is put into it.
      const parts = [...line.slice(0, limit + 1).matchAll(/(?<=.)(?:[-_/.](?=.)|[a-z0-9](?=[A-Z]))/g)];
      const end = (parts.at(-1)?.index ?? limit - 1) + 1;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  lines.push(line);
  return lines;
}

/** "name (unit)", escaped; the unit is left out where there is none. */
export function axisTitle(name: unknown, unit?: string): string {
  return unit ? `${escapeText(name)} (${escapeText(unit)})` : escapeText(name);
}

/** How many lines a label takes. */
export const lineCount = (label: string): number => label.split(/<br\s*\/?>/i).length;
