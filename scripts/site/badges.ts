import type { Provenance } from "../runner/expectations";
import { type Html, html } from "./html";

export function provenanceBadge(provenance: Provenance | null): Html | null {
  if (provenance === "simulated") return html`<span class="badge simulated">Simulated data</span>`;
  if (provenance === "real") return html`<span class="badge real">Real data</span>`;
  return null;
}

/** Tick or cross, with words for those who do not see it; nothing where nothing was expected. */
export function verdict(ok: boolean | undefined): Html {
  if (ok === true)
    return html`<span class="tick" title="within tolerance">✓<span class="unseen"> within tolerance</span></span>`;
  if (ok === false)
    return html`<span class="cross" title="outside tolerance">✗<span class="unseen"> outside tolerance</span></span>`;
  return html`<span class="unjudged" title="nothing to compare with">·<span class="unseen"> not compared</span></span>`;
}
