import { type Html, html } from "./html";

export interface Page {
  title: string;
  description: string;
  /** From this page to the site's root: `""` or `../../`. */
  toRoot: string;
  body: Html;
  math: boolean;
  script: string | null;
}

/** A whole page: its head asks for files of this site only. */
export function renderPage(page: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${page.toRoot}assets/site.css">
${page.math && html`<link rel="stylesheet" href="${page.toRoot}assets/katex/katex.css">`}
</head>
<body>
${page.body}
${page.script !== null && html`<script src="${page.toRoot}assets/${page.script}" defer></script>`}
</body>
</html>
`.toString();
}
