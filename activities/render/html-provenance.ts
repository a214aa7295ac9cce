import { shortHash } from '../../contract/ids.ts';
import { formatMicroUsd } from '../../contract/money.ts';
import { dataTable } from './html-blocks.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { costLine, modelUse, shownSpan } from './provenance.ts';
import type { ReportContent } from './report-content.ts';

function price(costMicroUsd: number, unpriced: number): string {
  if (unpriced === 0) return formatMicroUsd(costMicroUsd);
  return `${formatMicroUsd(costMicroUsd)} and ${unpriced} unpriced`;
}

function modelTable(content: ReportContent): Html {
  const uses = modelUse(content.calls);
  if (uses.length === 0) return NOTHING;
  const rows = uses.map((use) => [
    use.task,
    use.model,
    `${use.promptId} ${shortHash(use.promptHash)}`,
    String(use.calls),
    use.inputTokens.toLocaleString('en-US'),
    use.outputTokens.toLocaleString('en-US'),
    price(use.costMicroUsd, use.unpriced),
  ]);
  const columns = ['Task', 'Model', 'Prompt and its hash', 'Calls', 'Tokens in', 'Tokens out', 'Cost'];
  return dataTable('Models, prompts and costs', columns, rows);
}

/** How the report came to be: job, models, prompts, costs; decisions stand in the page's header. */
export function provenanceSection(content: ReportContent): Html {
  const { job, verification } = content;
  const forked =
    job.lineage.forkedFrom === null ? NOTHING : html`<dt>Forked from</dt><dd>${job.lineage.forkedFrom}</dd>`;
  const self = verification.findings.filter(({ check }) => check === 'self-verified');
  return html`<section id="provenance" class="appendix" aria-labelledby="provenance-title"><h2 id="provenance-title">How this report was made</h2>
<dl><dt>Job</dt><dd>${job.id} (${job.kind})</dd><dt>Ran</dt><dd>${shownSpan(job.startedAt, job.endedAt)}</dd>${forked}</dl>
${self.map(({ message }) => html`<p class="note">${message}</p>\n`)}${modelTable(content)}<p>${costLine(content)}.</p></section>\n`;
}
