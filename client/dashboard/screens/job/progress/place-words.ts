import type { PlaceView } from '../../../../../contract/view.ts';

const FACTS: Record<string, readonly [one: string, many: string]> = {
  sources: ['source', 'sources'],
  questions: ['question', 'questions'],
  unreadable: ['could not be read', 'could not be read'],
  passages: ['passage', 'passages'],
  tables: ['table', 'tables'],
  evidence: ['piece of evidence', 'pieces of evidence'],
  statements: ['statement', 'statements'],
  conflicts: ['conflict', 'conflicts'],
  gaps: ['gap', 'gaps'],
  claims: ['claim', 'claims'],
  supported: ['supported', 'supported'],
  contradicted: ['contradicted', 'contradicted'],
  insufficient: ['without enough evidence', 'without enough evidence'],
  unchecked: ['unchecked', 'unchecked'],
  blocking: ['blocking finding', 'blocking findings'],
  verdicts: ['verdict', 'verdicts'],
  found: ['found', 'found'],
};

/** What a step or item came to: `9 sources, 126 passages`. Nothing that is none is told. */
export function factsInWords(facts: PlaceView['facts']): string {
  return Object.entries(facts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${FACTS[name]?.[count === 1 ? 0 : 1] ?? name}`)
    .join(', ');
}

const STEPS: Record<string, string> = {
  ingest: 'Read the documents',
  plan: 'Plan',
  research: 'Research',
  draft: 'Draft',
  verify: 'Verify',
  approve: 'Approve',
  report: 'Report',
};

/** What a step or item is called. */
export function placeTitle({ step, item, title }: Pick<PlaceView, 'step' | 'item' | 'title'>): string {
  if (item === null) return STEPS[step] ?? step;
  const batch = /^batch-(\d+)$/.exec(item);
  return batch === null ? title : `Batch ${batch[1]}`;
}

/** What a person should know of a place beside its state: which round, how often it was tried, what it left out. */
export function remarksOn(place: PlaceView): string[] {
  return [
    ...(place.round > 1 ? [`round ${place.round}`] : []),
    ...(place.attempt > 1 ? [`attempt ${place.attempt}`] : []),
    ...(place.turn !== null && place.status === 'running' ? [`turn ${place.turn + 1}`] : []),
    ...(place.skipped ? ['skipped'] : []),
    ...(place.edited ? ['edited'] : []),
    ...(place.degraded !== null && !place.skipped ? ['did less than asked'] : []),
  ];
}
