import { readFileSync } from 'node:fs';
import { readJsonLines } from '../../activities/documents/json-lines.ts';
import { passageSchema, type Source } from '../../contract/evidence/source.ts';
import { type CorpusDocument, corpus } from '../corpus/corpus.ts';
import { type Laboratory, openLaboratory } from '../laboratory.ts';
import { type Evaluation, share, Unavailable } from '../measured.ts';
import { compareCells } from './cells.ts';
import { type OtherReaders, otherReaders } from './other-readers.ts';
import { countedWords, recalled } from './words.ts';

const LEAST_RECALL = 0.98;
const MOST_NAMED = 15;

interface Read {
  document: CorpusDocument;
  source: Source | null;
  failure: string | null;
}

/** How much of what other programs read in public documents is read by ours. */
export const reading: Evaluation = {
  name: 'reading',
  words:
    'Public documents of several producers, read as the ingest step reads them. Words: all that poppler (PDF), LibreOffice (DOCX) and BeautifulSoup (HTML) find, each as often as they find it. Cells: every cell of a workbook that openpyxl gives a value, by sheet and place.',
  async run(tell) {
    const others = otherReaders();
    const { documents, missing } = await corpus('reading', tell);
    if (missing.length > 0) throw new Unavailable(`these documents could not be fetched: ${missing.join(', ')}`);
    const laboratory = await openLaboratory();
    try {
      const read: Read[] = [];
      for (const [at, document] of documents.entries()) {
        if (at % 20 === 0) tell(`document ${at + 1} of ${documents.length}`);
        read.push(await readOne(laboratory, document));
      }
      return await compared(laboratory, read, others, tell);
    } finally {
      await laboratory.close();
    }
  },
};

async function readOne(laboratory: Laboratory, document: CorpusDocument): Promise<Read> {
  try {
    const { set } = await laboratory.ingest([{ name: document.name, content: { file: document.file } }]);
    return { document, source: set.sources[0] ?? null, failure: null };
  } catch (error) {
    return { document, source: null, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function compared(
  laboratory: Laboratory,
  read: readonly Read[],
  others: OtherReaders,
  tell: (line: string) => void,
) {
  const crashed = read.filter(({ failure }) => failure !== null);
  const refused = read.filter(({ source }) => source?.status === 'unreadable');
  tell('comparing words');
  const texts = await compareTexts(laboratory, read, others);
  tell('comparing cells');
  const books = await compareCells(laboratory, sourcesOf(read, 'xlsx'), others);
  const recall = texts.map(({ words, found }) => (words === 0 ? 1 : found / words));
  const words = texts.reduce((sum, text) => sum + text.words, 0);
  const found = texts.reduce((sum, text) => sum + text.found, 0);
  const poor = texts.filter((_, at) => (recall[at] ?? 0) < LEAST_RECALL);
  const right = books.filter(({ wrong }) => wrong.length === 0);
  const cells = books.reduce((sum, book) => sum + book.cells, 0);
  const wrong = books.reduce((sum, book) => sum + book.wrong.length, 0);
  return {
    rows: [
      {
        what: 'documents read',
        figure: `${read.length - crashed.length - refused.length} of ${read.length}; ${refused.length} refused with a reason`,
        aim: 'at least 40',
        met: read.length - crashed.length - refused.length >= 40,
      },
      { what: 'crashes', figure: String(crashed.length), aim: '0', met: crashed.length === 0 },
      {
        what: 'words recalled, all together',
        figure: `${share(found, words)} of ${words.toLocaleString('en')}`,
        aim: '98 %',
        met: found >= LEAST_RECALL * words,
      },
      {
        what: 'documents with at least 98 % of their words',
        figure: `${texts.length - poor.length} of ${texts.length}`,
        aim: 'all',
        met: poor.length === 0,
      },
      {
        what: 'workbooks with every cell right',
        figure: `${right.length} of ${books.length}`,
        aim: 'at least 15',
        met: right.length >= 15 && right.length === books.length,
      },
      {
        what: 'cells right',
        figure: `${(cells - wrong).toLocaleString('en')} of ${cells.toLocaleString('en')}`,
        aim: 'all',
        met: wrong === 0,
      },
    ],
    remarks: [
      ...crashed.map(({ document, failure }) => `Crashed: ${document.name}: ${failure}`),
      ...refused.map(
        ({ document, source }) =>
          `Refused: ${document.name}: ${source?.status === 'unreadable' ? source.failure.message : ''}`,
      ),
      ...poor
        .slice(0, MOST_NAMED)
        .map(
          ({ name, words: all, found: some, missing }) =>
            `Words of ${name}: ${share(some, all)}; missing among others ${missing.join(', ')}.`,
        ),
      ...books
        .filter((book) => book.wrong.length > 0)
        .map(
          (book) =>
            `Cells of ${book.name}: ${book.wrong.length} of ${book.cells} wrong, such as ${book.wrong.slice(0, 3).join('; ')}.`,
        ),
    ],
  };
}

function sourcesOf(
  read: readonly Read[],
  ending: string,
): { document: CorpusDocument; source: Extract<Source, { status: 'read' }> }[] {
  return read.flatMap(({ document, source }) =>
    source?.status === 'read' && document.path.endsWith(`.${ending}`) ? [{ document, source }] : [],
  );
}

async function compareTexts(laboratory: Laboratory, read: readonly Read[], others: OtherReaders) {
  const compared: { name: string; words: number; found: number; missing: string[] }[] = [];
  for (const type of ['pdf', 'docx', 'html'] as const) {
    for (const { document, source } of sourcesOf(read, type)) {
      const expected = countedWords(await others.text(type, document.file));
      const ours = countedWords(await textOf(laboratory, source));
      const missing = [...expected].filter(([word, count]) => (ours.get(word) ?? 0) < count).map(([word]) => word);
      compared.push({ name: document.name, ...recalled(expected, ours), missing: missing.slice(0, 5) });
    }
  }
  for (const { document, source } of [...sourcesOf(read, 'csv'), ...sourcesOf(read, 'md')]) {
    const expected = countedWords(readFileSync(document.file, 'utf8'));
    compared.push({
      name: document.name,
      ...recalled(expected, countedWords(await textOf(laboratory, source))),
      missing: [],
    });
  }
  return compared;
}

async function textOf(laboratory: Laboratory, source: Extract<Source, { status: 'read' }>): Promise<string> {
  const texts: string[] = [];
  for await (const batch of readJsonLines(laboratory.store.artifacts, source.passages.sha256))
    texts.push(...batch.map((line) => passageSchema.parse(line).text));
  return texts.join('\n');
}
