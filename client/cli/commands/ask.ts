import { DossierError } from '../../../contract/failures.ts';
import { QUESTION_CHARS } from '../../../contract/questions.ts';
import type { Command } from '../command.ts';
import { chooseGate } from '../deciding.ts';
import { EXIT } from '../exit-codes.ts';
import { jobOf } from '../simple-message.ts';
import { oneLine } from '../terminal-text.ts';
import { questionLines } from '../watching/question-text.ts';
import { waitForAnswer } from '../watching/wait-for-answer.ts';

/** The words of a question or an answer; throws `request-invalid` with the field where they are none or too many. */
export function wordsTyped(typed: string | undefined, field: string, most: number): string {
  const words = (typed ?? '').trim();
  if (words !== '' && words.length <= most) return words;
  throw new DossierError('request-invalid', `The text has 1 to ${most.toLocaleString('en-US')} characters.`, { field });
}

/** `dossier ask`. */
export const ask: Command = {
  name: 'ask',
  usage: 'JOB "QUESTION" [--gate G]',
  words:
    'Ask about what waits at a gate and wait for the answer: a model reads draft, sources and verification and cites what it says. The gate stays open, and may be decided meanwhile.',
  options: { gate: { value: 'G', words: 'the gate; needed only where several are open' } },
  positionals: { min: 2, max: 2, missing: 'Name the job and the question, in quotation marks.' },
  async run(context) {
    const { positionals, options, terminal, commandLine } = context;
    const [id = '', typed] = positionals;
    const text = wordsTyped(typed, 'QUESTION', QUESTION_CHARS);
    const { client } = await context.connect();
    const { view } = await client.view(id);
    const gate = chooseGate(view, options.text('gate'), undefined);
    const receipt = await client.message(id, 'ask', { gate: gate.id, text });
    const { how, question, last } = await waitForAnswer(client, id, receipt.messageId, terminal);
    const job = last === undefined ? jobOf(id, receipt) : { id, status: last.view.status };
    const about = { job, gate: gate.id, message: receipt.messageId, question: question ?? null };
    if (how === 'interrupted') {
      const words = `Stopped waiting; the question stays. See its answer with: ${commandLine('show', id)}`;
      terminal.result({ ...about, interrupted: true }, words);
      return EXIT.interrupted;
    }
    if (question === undefined) throw new DossierError('job-unanswered', `Job ${id} told nothing of the question.`);
    terminal.result(about, questionLines(question).map(oneLine).join('\n'));
    return question.status === 'answered' ? EXIT.done : EXIT.failed;
  },
};
