import type { RecordResult } from "../runner/judge";
import { verdict } from "./badges";
import { formatExpected, formatValue } from "./format";
import { type Html, html } from "./html";
import type { NotebookEntry } from "./notebook-entry";
import { pagePath } from "./notebook-page";
import type { Reproduction } from "./reproduction";
import { readSystems } from "./systems";
import { systemsTable } from "./systems-table";

function row(recording: RecordResult, entries: readonly NotebookEntry[]): Html {
  const entry = entries.find((candidate) => candidate.name === recording.notebook);
  const outcome = recording.ok ? "within" : "outside";
  return html`<tr class="${outcome}"><td><span class="system">${recording.system}</span></td><td>${
    entry && entry.status !== "not run"
      ? html`<a href="${pagePath(entry)}">${entry.title}</a>`
      : recording.notebook
  }</td><td class="name">${recording.name}${recording.note !== undefined && html`<small>${recording.note}</small>`}</td><td class="number" data-label="measured">${formatValue(recording.value)}</td><td class="number" data-label="talk">${formatValue(recording.talk)}</td><td class="number" data-label="expected">${formatExpected(recording.expected, recording.tolerance)}</td><td>${
    recording.provenance === "simulated"
      ? html`<span class="badge simulated">Simulated</span>`
      : recording.provenance
  }</td><td class="verdict">${verdict(recording.ok)}</td></tr>`;
}

/** Each system of the talks with what came of it, then every recorded figure beside what the talk printed. */
export function reproductionTable(reproduction: Reproduction, entries: readonly NotebookEntry[]): Html {
  const { rows, problem } = reproduction;
  return html`<section id="reproduction"><h2>Reproduction</h2>
<p>What each talk showed, and what came out here. Verdicts tell of runs of the default size, on real data where there are any.</p>
${systemsTable(readSystems(), rows, entries)}
<h3>Every recorded figure</h3>
<p>What each notebook measured, beside the figure that the talk printed and the range that a run must fall in.</p>
${problem !== null && html`<p class="problem">The table could not be read in full: ${problem}</p>`}
${
  rows.length === 0
    ? html`<p class="empty">No figures have been recorded yet.</p>`
    : html`<div class="scroll" tabindex="0"><table class="reproduction"><thead><tr><th scope="col">System</th><th scope="col">Notebook</th><th scope="col">Figure</th><th scope="col" class="number">Measured</th><th scope="col" class="number">Talk</th><th scope="col" class="number">Expected</th><th scope="col">Data</th><th scope="col"><span class="unseen">Within tolerance</span></th></tr></thead><tbody>
${rows.map((recording) => row(recording, entries))}</tbody></table></div>`
}</section>`;
}
