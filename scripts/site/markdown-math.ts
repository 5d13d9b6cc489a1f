import katex from "katex";
import type MarkdownIt from "markdown-it";

function renderMath(source: string, displayMode: boolean): string {
  // Untrusted LaTeX may not make links or load images, nor expand macros without end; an error shows its source.
  return katex.renderToString(source, {
    displayMode,
    throwOnError: false,
    trust: false,
    strict: "ignore",
    maxExpand: 1000,
    maxSize: 50,
  });
}

/** The closing delimiter's place: not escaped, and for `$` not before a digit (so "$5 and $6" stays prose). */
function findClosing(text: string, from: number, delimiter: "$" | "$$"): number {
  for (let at = text.indexOf(delimiter, from); at !== -1; at = text.indexOf(delimiter, at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 1) continue;
    if (delimiter === "$$") return at;
    if (/\s/.test(text[at - 1]) || /[0-9]/.test(text[at + 1] ?? "")) continue;
    return at;
  }
  return -1;
}

/** Adds `$…$` and `$$…$$`, with Jupyter's and Pandoc's rules, rendered to HTML and MathML on the spot. */
export function mathPlugin(md: MarkdownIt.MarkdownIt): void {
  md.inline.ruler.after("escape", "math_inline", (state, silent) => {
    const { src, pos } = state;
    if (src[pos] !== "$") return false;
    const delimiter = src[pos + 1] === "$" ? "$$" : "$";
    const start = pos + delimiter.length;
    if (delimiter === "$" && (start >= src.length || /\s/.test(src[start]))) return false;
    const end = findClosing(src, start, delimiter);
    if (end <= start || end > state.posMax) return false;
    if (!silent) {
      const token = state.push(delimiter === "$$" ? "math_display" : "math_inline", "", 0);
      token.content = src.slice(start, end);
    }
    state.pos = end + delimiter.length;
    return true;
  });

  md.block.ruler.before(
    "fence",
    "math_block",
    (state, startLine, endLine, silent) => {
      const lineText = (line: number) =>
        state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
      if (state.sCount[startLine] - state.blkIndent >= 4 || !lineText(startLine).startsWith("$$"))
        return false;
      const lines: string[] = [];
      for (let line = startLine; line < endLine; line++) {
        const text = line === startLine ? lineText(line).slice(2) : lineText(line);
        const close = findClosing(text, 0, "$$");
        if (close === -1) {
          lines.push(text);
          continue;
        }
        // Prose after the closing $$: a paragraph that holds a formula, for the inline rule.
        if (text.slice(close + 2).trim() !== "") return false;
        if (silent) return true;
        lines.push(text.slice(0, close));
        const token = state.push("math_display", "", 0);
        token.block = true;
        token.content = lines.join("\n");
        token.map = [startLine, line + 1];
        state.line = line + 1;
        return true;
      }
      return false;
    },
    { alt: ["paragraph", "reference", "blockquote", "list"] },
  );

  md.renderer.rules.math_inline = (tokens, index) => renderMath(tokens[index].content.trim(), false);
  md.renderer.rules.math_display = (tokens, index) =>
    `<span class="math-display">${renderMath(tokens[index].content.trim(), true)}</span>`;
}
