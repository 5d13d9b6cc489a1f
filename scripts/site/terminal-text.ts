/** The longest text shown on a page; the rest stays in the notebook file, which the page links to. */
const LONGEST_TEXT = 50_000;

// CSI (colours, cursor), OSC (titles, hyperlinks; ended by BEL or ST) and two-character escapes.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is being removed.
const ESCAPE_SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is being removed.
const CONTROL_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u009b]/g;

/**
 * What a terminal would leave on screen: escape sequences removed, text before a carriage return overwritten
 * (progress lines rewrite themselves that way), and very long text cut with a note.
 */
export function terminalText(raw: string): string {
  const shown = raw
    .replace(ESCAPE_SEQUENCE, "")
    .replace(/\r+\n/g, "\n")
    .split("\n")
    .map((line) => line.replace(/\r+$/, ""))
    .map((line) => line.slice(line.lastIndexOf("\r") + 1))
    .join("\n")
    .replace(CONTROL_CHARACTER, "");
  if (shown.length <= LONGEST_TEXT) return shown;
  const left = shown.length - LONGEST_TEXT;
  return `${shown.slice(0, LONGEST_TEXT)}\n… ${left.toLocaleString("en")} more characters in the notebook file`;
}
