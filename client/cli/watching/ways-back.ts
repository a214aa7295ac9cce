import type { ViewAnswer } from '../../../contract/api.ts';

/** The commands that take up a job whose run was ended outside Dossier, where it stood; it answers no other. */
export function waysBack({ view }: Pick<ViewAnswer, 'view'>, commandLine: (...words: string[]) => string): string[] {
  const place = view.steps.find(({ status }) => status !== 'done');
  return [
    commandLine('history', view.id),
    commandLine('rewind', view.id, ...(place === undefined ? [] : [place.step])),
  ];
}

/** The same as sentences. */
export function waysBackLines(answer: Pick<ViewAnswer, 'view'>, commandLine: (...words: string[]) => string): string[] {
  const [history, rewind] = waysBack(answer, commandLine);
  return [`See what happened: ${history}`, `Take it up again where it stood: ${rewind}`];
}
