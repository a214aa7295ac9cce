import type { Passage } from '../../contract/evidence/source.ts';

/** A document without what is not checked, and in words what that is. */
export interface Checkable {
  passages: Passage[];
  remarks: string[];
}

/** Sections behind the text of a report that Dossier exported as Markdown. */
const APPENDIX = new Set([
  'Not verified',
  'Where the sources disagree',
  'Not answered by these documents',
  'What the checks found',
  'Sources',
  'Sources that could not be read',
  'How this report was made',
]);
const LAST_SECTION = 'How this report was made';
const CORRECTED = 'The corrected document';
/** The paragraph between the facts about a report and its text. */
const LEGEND = /^How to read the marks: a footnote leads to/;
/** Behind a sentence of an export: `**\[unverified\]**`, `*\[recommendation, not verified\]*`. */
const WARNING = /\s?\*{1,2}\\\[[^\]\\\n]{1,60}\\\]\*{1,2}/g;
const CITED = /\s?\[\^e\d+\]/g;
const ESCAPED = /\\([[\]_*<>~])/g;
const DEFINITION = /^\s{0,3}\[\^([^\]\s]{1,40})\]:/;

/**
 * Leaves out what is no text of the document: of a report that Dossier exported everything around it, and the footnotes of Markdown with
 * their marks, which a draft has no place for.
 */
export function checkable(given: readonly Passage[]): Checkable {
  const report = textOfExport(given);
  const { passages, count } = withoutFootnotes(report ?? given);
  const remarks: string[] = [];
  if (report !== null)
    remarks.push(
      'It is a report that Dossier exported: its text is checked. What stands around it is left out: verdicts, changes, notices, sources, how it was made, footnotes.',
    );
  else if (count > 0)
    remarks.push(
      `Its ${count === 1 ? 'footnote is' : `${count} footnotes are`} not checked and, with the marks, left out of the corrected document.`,
    );
  return { passages, remarks };
}

/** The passages between what a Markdown export tells before and behind its text; null where the document is none. */
function textOfExport(passages: readonly Passage[]): Passage[] | null {
  const headings = passages.map(headingIn);
  const legend = passages.findIndex(({ text }) => LEGEND.test(text.trim()));
  const last = headings.lastIndexOf(LAST_SECTION);
  if (legend < 0 || last <= legend) return null;
  // The appendix is what its sections' names run through without another heading between them; the report may have sections so named.
  let end = last;
  for (let at = last - 1; at > legend; at -= 1) {
    const heading = headings[at];
    if (heading === null || heading === undefined) continue;
    if (!APPENDIX.has(heading)) break;
    end = at;
  }
  const corrected = headings.indexOf(CORRECTED, legend);
  const start = corrected > legend && corrected < end ? corrected + 1 : legend + 1;
  const title = passages.slice(0, legend).filter((_, at) => at === 0 && headings[0] !== null);
  const text = passages.slice(start, end).map((passage) => ({
    ...passage,
    headings: passage.headings.filter((heading) => heading !== CORRECTED),
    text: passage.text.replaceAll(WARNING, '').replaceAll(CITED, '').replaceAll(ESCAPED, '$1'),
  }));
  return [...title, ...text];
}

function headingIn({ text }: Passage): string | null {
  return /^\s{0,3}#{1,6}\s+(\S[^\n]*?)\s*#*\s*$/.exec(text)?.[1] ?? null;
}

function withoutFootnotes(given: readonly Passage[]): { passages: Passage[]; count: number } {
  const labels = new Set<string>();
  const isDefinition = (line: string): boolean => {
    const label = DEFINITION.exec(line)?.[1];
    if (label !== undefined) labels.add(label);
    return label !== undefined;
  };
  const kept = given.map((passage) => {
    if (!passage.text.includes('[^')) return passage;
    const lines = passage.text.split('\n');
    let inNote = false;
    const text = lines.filter((line) => {
      // A note goes on to the end of its paragraph.
      inNote = isDefinition(line) || (inNote && line.trim() !== '');
      return !inNote;
    });
    return text.length === lines.length ? passage : { ...passage, text: text.join('\n') };
  });
  const passages = kept
    .map((passage) => ({ ...passage, text: withoutMarks(passage.text, labels) }))
    .filter(({ text }, at) => text.trim() !== '' || kept[at] === given[at]);
  return { passages, count: labels.size };
}

/** A text without the marks of the notes that were left out; what only looks like one stays. */
function withoutMarks(text: string, labels: ReadonlySet<string>): string {
  return text.replaceAll(/\s?\[\^([^\]\s]{1,40})\]/g, (mark, label: string) => (labels.has(label) ? '' : mark));
}
