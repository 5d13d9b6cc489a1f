import MarkdownIt from "markdown-it";
import { highlight } from "./highlight";
import { escapeHtml, type Html, html, trusted } from "./html";
import { mathPlugin } from "./markdown-math";

export interface Heading {
  level: number;
  text: string;
  id: string;
}

export interface MarkdownContext extends MarkdownIt.Env {
  /** Headings found so far on the page, for its table of contents; ids are unique within it. */
  headings: Heading[];
  /** Addresses of the cell's pasted images, by `attachment:` name. */
  attachments: ReadonlyMap<string, string>;
}

function slug(text: string): string {
  const words = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return words || "section";
}

function uniqueId(text: string, headings: readonly Heading[]): string {
  const base = `s-${slug(text)}`;
  const taken = new Set(headings.map((heading) => heading.id));
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}

type Tokens = MarkdownIt.Token[];

/** The words of inline tokens, without their markup; formulas as their source. */
function plainText(tokens: Tokens): string {
  return tokens
    .map((token) => {
      if (token.type === "softbreak" || token.type === "hardbreak") return " ";
      if (token.children && token.type !== "image") return plainText(token.children);
      return token.content;
    })
    .join("");
}

function createRenderer(): MarkdownIt.MarkdownIt {
  const md = new MarkdownIt({
    html: false,
    linkify: false,
    typographer: false,
    highlight: (source, language) => highlight(source, language || "typescript").toString(),
  });
  md.use(mathPlugin);

  md.core.ruler.push("heading_ids", (state) => {
    const { headings } = state.env as MarkdownContext;
    for (const [index, token] of state.tokens.entries()) {
      if (token.type !== "heading_open") continue;
      const text = plainText(state.tokens[index + 1].children ?? []);
      const id = uniqueId(text, headings);
      token.attrSet("id", id);
      headings.push({ level: Number(token.tag.slice(1)), text, id });
    }
  });

  md.renderer.rules.table_open = () => '<div class="scroll"><table>\n';
  md.renderer.rules.table_close = () => "</table></div>\n";

  md.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index];
    const href = String(token.attrGet("href") ?? "");
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) token.attrSet("rel", "noopener noreferrer");
    else token.attrSet("href", href.replace(/\.ipynb(?=$|[#?])/, ".html"));
    return self.renderToken(tokens, index, options);
  };

  // A page asks nothing of the network: a picture that lies elsewhere becomes a link to it.
  md.renderer.rules.image = (tokens, index, _options, env) => {
    const token = tokens[index];
    const source = String(token.attrGet("src") ?? "");
    const alt = plainText(token.children ?? []);
    const { attachments } = env as MarkdownContext;
    const attached = attachments.get(decodeURIComponent(source.replace(/^attachment:/, "")));
    if (source.startsWith("attachment:") && attached) {
      return `<img class="figure" src="${escapeHtml(attached)}" alt="${escapeHtml(alt)}">`;
    }
    const label = `picture: ${alt || source}`;
    if (source.startsWith("attachment:")) return `<em>${escapeHtml(label)}</em>`;
    return `<a rel="noopener noreferrer" href="${escapeHtml(source)}">${escapeHtml(label)}</a>`;
  };
  return md;
}

const renderer = createRenderer();

/** A Markdown cell as HTML: raw HTML in it is shown as text, `$…$` is a formula, `javascript:` links are dropped. */
export function renderMarkdown(source: string, context: MarkdownContext): Html {
  try {
    return trusted(renderer.render(source, context));
  } catch (error) {
    return html`<p class="problem">This text could not be rendered: ${(error as Error).message}</p><pre>${source}</pre>`;
  }
}

/** The first heading and the first sentence of the first paragraph that follows, as HTML without block elements. */
export function outline(source: string): { title: string | null; firstSentence: Html | null } {
  const context: MarkdownContext = { headings: [], attachments: new Map() };
  const tokens = renderer.parse(source, context);
  const paragraph = tokens.findIndex((token) => token.type === "paragraph_open" && token.level === 0);
  const inline = paragraph === -1 ? undefined : tokens[paragraph + 1];
  return {
    title: context.headings[0]?.text ?? null,
    firstSentence: inline ? renderSentence(inline.children ?? [], context) : null,
  };
}

// A full stop, question or exclamation mark before a space and a capital or the end; not "e.g. " or "Fig. 9".
const SENTENCE_END = /(?<!\b(?:e\.g|i\.e|Fig|al|vs|cf|Sec|Eq|[A-Z]))[.!?](?=\s+["“(]?\p{Lu}|\s*$)/u;

function renderSentence(tokens: Tokens, context: MarkdownContext): Html {
  const kept: Tokens = [];
  for (const token of tokens) {
    // A link inside a card would nest in the card's own link, and a picture is no sentence.
    if (token.type === "link_open" || token.type === "link_close" || token.type === "image") continue;
    const end = token.type === "text" && token.level === 0 ? token.content.search(SENTENCE_END) : -1;
    if (end === -1) {
      kept.push(token);
      continue;
    }
    token.content = token.content.slice(0, end + 1);
    kept.push(token);
    break;
  }
  return trusted(renderer.renderer.render(kept, renderer.options, context));
}
