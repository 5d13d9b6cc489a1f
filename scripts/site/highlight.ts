import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { type Html, html, trusted } from "./html";

hljs.registerLanguage("typescript", typescript);
hljs.registerLanguage("python", python);
hljs.registerLanguage("json", json);
hljs.registerLanguage("bash", bash);
hljs.registerAliases(["ts", "js", "javascript", "tsx"], { languageName: "typescript" });

/** Source text with highlight.js's classes; an unknown language is escaped and left plain. */
export function highlight(source: string, language: string): Html {
  if (!hljs.getLanguage(language)) return html`${source}`;
  return trusted(hljs.highlight(source, { language, ignoreIllegals: true }).value);
}
