import type { Figure } from "./figure";

/** Data for a page's own decompressor: gzip, then base64, which holds no character that HTML reads. */
export type Pack = (text: string) => string;

/** The id of the element that holds the page's one copy of plotly.js. */
const LIBRARY_ID = "skylearn-plotly";

/**
 * HTML that holds plotly.js and starts it, once for all live figures of a page. It draws nothing and loads
 * nothing from the network.
 */
export function libraryHtml(source: string, pack: Pack): string {
  return (
    `<script type="application/octet-stream" id="${LIBRARY_ID}">${pack(source)}</script>` +
    `<script>${START}</script>` +
    `<div style="font:13px sans-serif;color:#595959">Interactive figures are on in this notebook.</div>`
  );
}

/**
 * HTML that shows the static picture and puts the live figure in its place once plotly.js runs in the page.
 *
 * @param id Letters, digits and hyphens, unique in the page.
 * @param picture PNG as base64, shown until then, and for good where scripts are off.
 * @param description Says in words what the picture shows.
 */
export function liveFigureHtml(
  figure: Figure,
  id: string,
  picture: string,
  description: string,
  pack: Pack,
): string {
  const { width, height } = figure.layout;
  const size = `${width ? ` width="${Number(width)}"` : ""}${height ? ` height="${Number(height)}"` : ""}`;
  return (
    `<div id="${id}"><img alt="${escapeHtml(description)}" src="data:image/png;base64,${picture}"${size}></div>` +
    `<script type="application/octet-stream" id="${id}-data">${pack(JSON.stringify(figure))}</script>` +
    `<script>${drawScript(id)}</script>`
  );
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

const UNPACK =
  "function unpack(id){var e=document.getElementById(id);if(!e)return Promise.reject(new Error('no '+id));" +
  "var b=Uint8Array.from(atob(e.textContent.trim()),function(c){return c.charCodeAt(0)});" +
  "return new Response(new Blob([b]).stream().pipeThrough(new DecompressionStream('gzip'))).text()}";

// plotly.js takes an AMD loader, which Notebook 6 has, before a global; the two are hidden from it
const START =
  `(function(){${UNPACK}if(window.skylearnPlotly)return;` +
  `window.skylearnPlotly=unpack('${LIBRARY_ID}').then(function(s){` +
  "(new Function('define','module','exports',s+';\\nif(!window.Plotly&&typeof Plotly!==\"undefined\")window.Plotly=Plotly;'))();" +
  "return window.Plotly})})()";

/** The library may stand in a cell that a page shows later than this one, so it is waited for. */
function drawScript(id: string): string {
  return (
    `(function(){${UNPACK}var tries=0;function start(){if(!window.skylearnPlotly){` +
    "if(tries++<100)setTimeout(start,100);return}" +
    `Promise.all([window.skylearnPlotly,unpack('${id}-data')]).then(function(r){` +
    `var f=JSON.parse(r[1]),e=document.getElementById('${id}');e.textContent='';` +
    "r[0].newPlot(e,f.data,f.layout,{responsive:true,displaylogo:false})}).catch(function(x){console.error(x)})}start()})()"
  );
}
