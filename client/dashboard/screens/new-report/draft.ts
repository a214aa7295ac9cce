import { z } from 'zod';
import type { StartRequest } from '../../../../contract/api.ts';
import type { EstimateRequest } from '../../../../contract/estimate-api.ts';
import { type GateName, gateNameSchema, JOB_KINDS, jobKindSchema, riskSchema } from '../../../../contract/job-kind.ts';
import { readLink } from '../../../../contract/links.ts';
import { parseUsd } from '../../../../contract/money.ts';
import type { DocumentEntry } from './document-entry.ts';

/** What a person writes of a report or a check, as it stands in the fields; the documents are kept beside it. */
export const draftSchema = z.object({
  kind: jobKindSchema,
  question: z.string(),
  audience: z.string(),
  length: z.enum(['short', 'standard', 'long']),
  language: z.string(),
  /** Addresses, one a line. */
  links: z.string(),
  risk: riskSchema,
  /** Null: those of the risk. */
  gates: z.array(gateNameSchema).nullable(),
  /** An amount in US dollars; empty where there is no limit. */
  budget: z.string(),
  model: z.string(),
  /** With commas between them. */
  tags: z.string(),
  /** Sets this draft apart from another one that asks for the same. */
  salt: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

/** A form that nobody wrote in yet. */
export const EMPTY_DRAFT: Draft = {
  ...{ kind: 'report', question: '', audience: '', length: 'standard', language: 'English', links: '' },
  ...{ risk: 'medium', gates: null, budget: '', model: '', tags: '', salt: '' },
};

/** Everything that a start is made of. */
export interface Written {
  draft: Draft;
  sources: readonly DocumentEntry[];
  /** The document under check, at most one. */
  checked: readonly DocumentEntry[];
}

/** The lines of the addresses that are not empty. */
export function linksIn({ links }: Draft): string[] {
  return [...new Set(links.split(/\s+/).filter((line) => line !== ''))];
}

/** The tags, each once. */
export function tagsIn({ tags }: Draft): string[] {
  return [...new Set(tags.split(',').flatMap((tag) => tag.trim() || []))];
}

/** The steps that wait for a person. */
export function gatesOf({ kind, risk, gates }: Draft): readonly GateName[] {
  return gates ?? JOB_KINDS[kind].gates[risk];
}

/** The request of what is written; what its faults name is not in order yet. */
export function requestOf({ draft, sources, checked }: Written): StartRequest {
  const { kind, question, audience, length, language, risk, gates, budget, model } = draft;
  const limitMicroUsd = budget.trim() === '' ? null : parseUsd(budget);
  const [document] = checked.flatMap(({ attachment }) => attachment ?? []);
  return {
    ...{ kind, question: question.trim(), language: language.trim() || 'English', risk, tags: tagsIn(draft) },
    ...(kind === 'report' && { audience: audience.trim(), length }),
    ...(kind === 'check' && document !== undefined && { document }),
    attachments: sources.flatMap(({ attachment }) => attachment ?? []),
    leftOut: sources.flatMap(({ name, attachment, failure }) =>
      attachment === null && failure !== null ? [{ name, reason: failure.message.slice(0, 500) }] : [],
    ),
    links: linksIn(draft).map((typed) => {
      const link = readLink(typed);
      return 'address' in link ? link.address : typed;
    }),
    ...(gates !== null && { gates }),
    ...(model.trim() !== '' && { model: model.trim() }),
    budget: { limitMicroUsd, policy: 'pause' },
  };
}

/** What an estimate goes by. */
export function sizesOf({ draft, sources, checked }: Written): EstimateRequest {
  const { kind, question, length, model } = draft;
  const [document] = wordsOf(checked);
  return {
    ...{
      kind,
      question: question.slice(0, 20_000),
      length,
      attachments: wordsOf(sources),
      links: linksIn(draft).length,
    },
    ...(model.trim() !== '' && { model: model.trim() }),
    ...(kind === 'check' && document !== undefined && { document }),
  };
}

/** The words of what can be read; of the same content once. */
function wordsOf(entries: readonly DocumentEntry[]): { words: number }[] {
  const byContent = new Map<string, { words: number }>();
  for (const { attachment, extraction } of entries) {
    if (attachment === null || extraction?.status === 'unreadable') continue;
    byContent.set(attachment.artifact.sha256, { words: extraction?.words ?? 0 });
  }
  return [...byContent.values()];
}
