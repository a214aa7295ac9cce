import { DossierError } from '../../../contract/failures.ts';
import { ANSWER_CHARS, type Question } from '../../../contract/questions.ts';
import type { JobView } from '../../../contract/view.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { jobOf, told } from '../simple-message.ts';
import { wordsTyped } from './ask.ts';

/** The question of a number at a gate that is open still; throws `question-unknown`. */
function questionOf(view: JobView, typed: string): { gate: string; question: Question } {
  const open = view.gates.flatMap(({ id, questions }) => questions.map((question) => ({ gate: id, question })));
  const found = open.find(({ question }) => String(question.number) === typed);
  if (found !== undefined) return found;
  const numbers = open.map(({ question }) => question.number).join(', ');
  const words = numbers === '' ? 'None was asked at an open gate.' : `These stand at open gates: ${numbers}.`;
  throw new DossierError('question-unknown', `Job ${view.id} has no question ${typed} to answer. ${words}`);
}

/** `dossier answer`. */
export const answer: Command = {
  name: 'answer',
  usage: 'JOB NUMBER "ANSWER"',
  words:
    'Answer a question that was asked at an open gate, as a person: beside the answer of a model, or in its place.',
  options: {},
  positionals: {
    min: 3,
    max: 3,
    missing: 'Name the job, the number of the question (`dossier show JOB`) and the answer.',
  },
  async run(context) {
    const [id = '', number = '', typed] = context.positionals;
    const text = wordsTyped(typed, 'ANSWER', ANSWER_CHARS);
    const { client } = await context.connect();
    const { view } = await client.view(id);
    const { gate, question } = questionOf(view, number);
    const receipt = await client.message(id, 'answer', { gate, question: question.id, text });
    context.terminal.result(
      { job: jobOf(id, receipt), message: 'answer', gate, question: question.id, delivered: receipt.delivered },
      told(receipt, `Question ${number} of job ${id} has your answer.`),
    );
    return EXIT.done;
  },
};
