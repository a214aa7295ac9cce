import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type Bundle, bundleSchema } from '../../contract/bundle.ts';
import { Installation } from '../../test/end-to-end/installation.ts';
import { corpus } from '../corpus/corpus.ts';
import { frozen } from '../frozen.ts';
import { type Evaluated, type Evaluation, Unavailable } from '../measured.ts';

const QUESTIONS = join(import.meta.dirname, 'questions.json');
const questionsSchema = z.object({
  folders: z.record(z.string(), z.array(z.string())),
  /** `anyOf` holds ways to write the right figure or words; null where the documents do not tell. */
  questions: z.array(z.object({ folder: z.string(), question: z.string(), anyOf: z.array(z.string()).nullable() })),
});
type Question = z.infer<typeof questionsSchema>['questions'][number];

/** An answer may stand among so many first claims: a report that buries it is no answer. */
const FIRST_CLAIMS = 5;

interface Answered {
  question: Question;
  /** The report's first claims, each with the words that it cites. */
  claims: string[];
  saysNotAnswered: boolean;
}

/** Whether reports answer what the documents tell, and are silent where they do not. */
export const usefulness: Evaluation = {
  name: 'usefulness',
  words:
    'Questions over folders of public documents that were not used while building, each a `dossier report` of the embedded default with the offline model. Right: the known figure or words stand among the first five claims or the words these cite. Invented: a claim where the documents do not tell and the report does not say so. The questions were frozen before tuning.',
  async run(tell) {
    const text = readFileSync(QUESTIONS, 'utf8');
    const isFrozen = createHash('sha256').update(text).digest('hex') === frozen().usefulness.sha256;
    const { folders, questions } = questionsSchema.parse(JSON.parse(text));
    const { documents, missing } = await corpus('usefulness', tell);
    if (missing.length > 0) throw new Unavailable(`these documents could not be fetched: ${missing.join(', ')}`);
    const root = mkdtempSync(join(tmpdir(), 'dossier-eval-folders-'));
    for (const [folder, names] of Object.entries(folders)) {
      for (const name of names) {
        const document = documents.find((one) => one.name === name);
        if (document === undefined) throw new Error(`The corpus has no ${name}.`);
        mkdirSync(dirname(join(root, folder, name)), { recursive: true });
        copyFileSync(document.file, join(root, folder, name));
      }
    }
    try {
      return evaluated(await askAll(root, questions, tell), isFrozen);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
};

async function askAll(root: string, questions: readonly Question[], tell: (line: string) => void): Promise<Answered[]> {
  const installation = new Installation();
  const answers: Answered[] = [];
  try {
    for (const [at, question] of questions.entries()) {
      if (at % 10 === 0) tell(`question ${at + 1} of ${questions.length}`);
      const id = `question-${at + 1}`;
      const asked = ['report', question.question, join(root, question.folder), '--id', id, '--gates', 'none', '--wait'];
      await installation.run(asked);
      const file = join(root, `${id}.json`);
      await installation.run(['export', id, '--format', 'json', '--out', file]);
      answers.push(answered(question, bundleSchema.parse(JSON.parse(readFileSync(file, 'utf8')))));
    }
  } finally {
    await installation.end();
  }
  return answers;
}

function answered(question: Question, { claims, evidence, notAnswered }: Bundle): Answered {
  const quotes = new Map(evidence.map(({ id, quote }) => [id, quote]));
  const facts = claims.filter(({ kind }) => kind === 'fact');
  return {
    question,
    claims: facts
      .slice(0, FIRST_CLAIMS)
      .map(({ text, evidence: ids }) => [text, ...ids.map((id) => quotes.get(id) ?? '')].join(' ¶ ')),
    saysNotAnswered: notAnswered.length > 0,
  };
}

function isRight({ question, claims }: Answered): boolean {
  const text = claims.join(' ').replace(/\s+/g, ' ').toLowerCase();
  return (question.anyOf ?? []).some((words) => text.includes(words.toLowerCase()));
}

function evaluated(answers: readonly Answered[], isFrozen: boolean): Evaluated {
  const told = answers.filter(({ question }) => question.anyOf !== null);
  const untold = answers.filter(({ question }) => question.anyOf === null);
  const right = told.filter(isRight);
  const invented = untold.filter(({ claims, saysNotAnswered }) => claims.length > 0 && !saysNotAnswered);
  const wrong = told.filter((one) => !isRight(one));
  const list = (some: readonly Answered[]) => some.map(({ question }) => `“${question.question}”`).join(', ');
  return {
    rows: [
      { what: 'questions as frozen', figure: isFrozen ? 'yes' : 'no', aim: 'yes', met: isFrozen },
      {
        what: 'answered with the right figure or passage',
        figure: `${right.length} of ${told.length}`,
        aim: '24 of 30',
        met: right.length >= 24,
      },
      {
        what: 'invented where the documents do not tell',
        figure: `${invented.length} of ${untold.length}`,
        aim: '0 of 20',
        met: invented.length === 0,
      },
    ],
    remarks: [
      ...(wrong.length > 0 ? [`Not answered, or not with the known figure: ${list(wrong)}.`] : []),
      ...(invented.length > 0 ? [`Answered although the documents do not tell: ${list(invented)}.`] : []),
    ],
  };
}
