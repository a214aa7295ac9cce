import { markdownBody } from '../../../activities/render/markdown.ts';
import type { Bundle } from '../../../contract/bundle.ts';
import { escapeInline } from '../../../contract/draft/markdown-text.ts';
import type { Discrepancy } from './outcome.ts';

const told = (place: string, message: string): Discrepancy => ({ check: 'report', place, message });

/** The footnotes of Markdown by their ids. */
function footnotesOf(markdown: string): Map<string, string> {
  return new Map([...markdown.matchAll(/^\[\^(e\d+)\]: (.*)$/gm)].map(([, id = '', words = '']) => [id, words]));
}

/** The evidence that Markdown cites; a backslash before the bracket makes the mark plain text. */
function citedIn(markdown: string): Set<string> {
  const marks = [...markdown.matchAll(/(\\*)\[\^(e\d+)\]/g)];
  return new Set(marks.filter(([, slashes = '']) => slashes.length % 2 === 0).map(([, , id = '']) => id));
}

function checkBody(bundle: Bundle): Discrepancy[] {
  const form = bundle.report.original === null ? 'report' : 'check';
  const verdicts = new Map(bundle.claims.map(({ id, verdict }) => [id, verdict]));
  const { title, body } = markdownBody(bundle.report.draft, form, (id) => verdicts.get(id) ?? 'unchecked');
  const { markdown } = bundle.report;
  if (!markdown.startsWith(`${title}\n`)) return [told('report.markdown', 'Its title is not that of the draft.')];
  if (`\n${markdown}\n`.includes(`\n${body}\n`)) return [];
  const lines = new Set(markdown.split('\n'));
  const missing = body.split('\n').find((line) => !lines.has(line));
  const which = missing === undefined ? '' : ` It lacks the line "${missing.slice(0, 200)}".`;
  return [
    told('report.markdown', `It does not hold the sentences, citations and verdicts that the bundle lists.${which}`),
  ];
}

function checkFootnotes(bundle: Bundle): Discrepancy[] {
  const footnotes = footnotesOf(bundle.report.markdown);
  const evidence = new Map(bundle.evidence.map((piece) => [piece.id, piece]));
  const titles = new Map(bundle.sources.map(({ id, title }) => [id, title]));
  return [...new Set([...citedIn(bundle.report.markdown), ...footnotes.keys()])].flatMap((id) => {
    const piece = evidence.get(id);
    const words = footnotes.get(id);
    const place = `report.markdown, footnote ${id}`;
    if (piece === undefined) return [told(place, 'There is no such evidence.')];
    if (words === undefined) return [told(place, 'It is cited and has no footnote.')];
    const quote = escapeInline(piece.quote.replace(/\s+/g, ' ').trim());
    const title = (titles.get(piece.sourceId) ?? '').replace(/\s+/g, ' ').trim();
    const fits = words.includes(`“${quote}”`) && words.includes(escapeInline(title));
    return fits ? [] : [told(place, 'Its source or words are not those of the evidence.')];
  });
}

/** The Markdown must say what the bundle lists: the draft with its citations and verdicts, and a footnote for each piece of evidence that it cites. */
export function checkReport(bundle: Bundle): Discrepancy[] {
  const known = new Set(bundle.evidence.map(({ id }) => id));
  const sides = bundle.conflicts.flatMap(({ sides }) => sides.flatMap(({ evidence }) => evidence));
  const unresolved = [...new Set(sides)].filter((id) => !known.has(id));
  return [
    ...checkBody(bundle),
    ...checkFootnotes(bundle),
    ...unresolved.map((id) => told('conflicts', `There is no evidence ${id}.`)),
  ];
}
