// Starts a report on one document, decides at its gates, and prints the report. Run with an instance: `dossier up`, then
//   DOSSIER_URL=http://127.0.0.1:7420 DOSSIER_TOKEN=... node examples/use-the-client-library.ts
import { env } from 'node:process';
import { createDossierClient } from 'dossier/client';
import { DossierError } from 'dossier/contract/failures';

const { DOSSIER_URL: url = 'http://127.0.0.1:7420', DOSSIER_TOKEN: token } = env;
const client = createDossierClient({ url, token });

const text = '# Roof\n\nThe roof holds 12 panels. Each panel gives 400 W.\n';
const { attachment } = await client.upload(new TextEncoder().encode(text), 'roof.md');
// The same key is the same job, however often this is sent.
const { job } = await client.start(
  { question: 'How many panels does the roof hold?', attachments: [attachment], gates: ['approve'] },
  `example-${attachment.artifact.sha256}`,
);
console.log(`started ${job.id}`);

const decided = new Set<string>();
for await (const { view } of client.watch(job.id)) {
  console.log(`${view.status}: ${view.sentence}`);
  const [gate] = view.gates;
  if (gate === undefined || decided.has(gate.id)) continue;
  decided.add(gate.id);
  console.log(await client.draft(job.id, 'md'));
  const decision = { gate: gate.id, artifact: gate.artifact.sha256, round: gate.round, decision: 'approve' } as const;
  try {
    await client.message(job.id, 'decide', decision);
  } catch (error) {
    // Somebody else was faster, or the draft changed: the view that follows says what waits now.
    if (!(error instanceof DossierError) || error.failure.class !== 'conflict') throw error;
    console.error(`${error.code}: ${error.message} ${error.failure.remedy}`);
  }
}
console.log(await (await client.exportJob(job.id, 'md')).text());
