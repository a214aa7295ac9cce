import { readFileSync } from 'node:fs';
import { sha256OfText } from '../../contract/hash.ts';
import type { ModelTask } from '../../contract/routing.ts';

/** A prompt: its id is its file's name, and its hash is recorded with each call. */
export interface Prompt {
  id: string;
  text: string;
  hash: string;
}

/** What is added to a task's prompt when it is asked again in another way. */
export type RemedyName = 'repair' | 'rephrase';

/** All prompts of Dossier. */
export interface Prompts {
  tasks: Record<ModelTask, Prompt>;
  remedies: Record<RemedyName, Prompt>;
}

/** Reads the prompt files; a missing one throws at once, so that a process without it never starts. */
export function loadPrompts(folder: URL = new URL('./', import.meta.url)): Prompts {
  const read = (id: string): Prompt => {
    const text = readFileSync(new URL(`${id}.md`, folder), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim();
    return { id, text, hash: sha256OfText(text) };
  };
  return {
    tasks: {
      plan: read('plan'),
      research: read('research'),
      draft: read('draft'),
      judge: read('judge'),
      match: read('match'),
      correct: read('correct'),
      ask: read('ask'),
    },
    remedies: { repair: read('repair'), rephrase: read('rephrase') },
  };
}

/** A task's prompt with a remedy's words at its end, so that what stands before is the same for a provider's cache. */
export function withRemedy(prompt: Prompt, remedy: Prompt | null): Prompt {
  if (remedy === null) return prompt;
  const text = `${prompt.text}\n\n${remedy.text}`;
  return { id: `${prompt.id}+${remedy.id}`, text, hash: sha256OfText(text) };
}
