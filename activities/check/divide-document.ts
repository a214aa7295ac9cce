import type { CheckedDocument } from '../../contract/checked-document.ts';
import { type Passage, passageSchema, type Source, sourceSetSchema } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import type { Plan } from '../../contract/plan.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Activities } from '../activities.ts';
import { readJsonLines } from '../documents/json-lines.ts';
import { readArtifact } from '../tasks/task-data.ts';
import { checkedDocument } from './checked-document.ts';
import { partsOf } from './parts-of-document.ts';

/** Makes the activity that divides the document under check into sentences, and these into the parts of a plan. */
export function createDivideDocument(ports: {
  artifacts: Pick<ArtifactStore, 'getJson' | 'putJson' | 'getStream'>;
}): Activities['divideDocument'] {
  return async ({ sources, comment }) => {
    const { artifacts } = ports;
    const { document: given } = await readArtifact(artifacts, sources, sourceSetSchema);
    const document = checkedDocument(...(await passagesOf(artifacts, given)));
    const subQuestions = partsOf(document);
    const plan: Plan = {
      title: `Check of "${document.name}"`.slice(0, 300),
      subQuestions,
      outline: outlineOf(document, comment),
      successCriteria: ['Every sentence of the document that states a fact has a verdict that rests on the sources.'],
      wouldChangeTheAnswer: [],
      document: await artifacts.putJson(document, document.name.slice(0, 300)),
    };
    const sentences = subQuestions.reduce((sum, { claims }) => sum + (claims?.length ?? 0), 0);
    const output = await artifacts.putJson(plan, plan.title);
    return { output, facts: { sentences, subQuestions: subQuestions.length } };
  };
}

async function passagesOf(
  artifacts: Pick<ArtifactStore, 'getStream'>,
  document: Source | undefined,
): Promise<[string, Passage[], string[]]> {
  if (document === undefined) throw new DossierError('internal', 'The job has no document to check.');
  if (document.status === 'unreadable') {
    const { code, message, remedy } = document.failure;
    throw new DossierError(code, `The document to check, "${document.title}", could not be read: ${message}`, {
      remedy,
    });
  }
  const passages: Passage[] = [];
  for await (const batch of readJsonLines(artifacts, document.passages.sha256))
    passages.push(...batch.map((line) => passageSchema.parse(line)));
  return [document.title, passages, document.headings];
}

/** The headings of the document, after what was left out of it. A comment cannot change how it is divided, which the outline then says. */
function outlineOf({ draft, remarks = [] }: CheckedDocument, comment: string): string[] {
  const told =
    comment.trim() === ''
      ? []
      : [
          'A document is divided as it stands; to leave parts of it out, edit this plan and remove their sub-questions.',
        ];
  const headings = draft.blocks.flatMap((block) => (block.type === 'heading' ? [block.text.slice(0, 300)] : []));
  return [...remarks, ...told, ...headings].slice(0, 30);
}
