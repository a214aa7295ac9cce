import { describe, expect, it } from '@jest/globals';
import { assembleBundle } from '../../../activities/render/bundle.ts';
import { reportHtml } from '../../../activities/render/html.ts';
import { reportMarkdown } from '../../../activities/render/markdown.ts';
import type { ReportContent } from '../../../activities/render/report-content.ts';
import type { Evidence } from '../../../contract/evidence/evidence.ts';
import type { Passage } from '../../../contract/evidence/source.ts';
import { reportContent } from '../../support/report-content.ts';
import { draftOf, sentence } from '../../support/report-fixtures.ts';

const FILLER = 'Words of a passage that go on for a while and say nothing in particular. '.repeat(14);

/** A report of 500 claims that cite 2,000 passages, each of its own page and of the usual length. */
function longContent(): ReportContent {
  const base = reportContent();
  const evidence = Array.from({ length: 2_000 }, (_, at): Evidence => {
    const locator = { kind: 'page' as const, page: at + 1, paragraph: 2 };
    return {
      id: `e${at + 1}`,
      sourceId: 's1',
      passageId: `s1-p${3 * at + 2}`,
      locator,
      quote: `Words ${at} of it.`,
      query: null,
    };
  });
  const passages = Array.from({ length: 6_001 }, (_, at): Passage => {
    const locator = { kind: 'page' as const, page: Math.floor(at / 3) + 1, paragraph: (at % 3) + 1 };
    const text = at % 3 === 1 ? `${FILLER}Words ${(at - 1) / 3} of it. ` : FILLER;
    return { id: `s1-p${at + 1}`, sourceId: 's1', locator, headings: ['Chapter'], text };
  });
  const sentences = Array.from({ length: 500 }, (_, at) =>
    sentence(
      `s${at}`,
      'A claim of middling length about some matter.',
      [1, 2, 3, 4].map((nth) => `e${4 * at + nth}`),
    ),
  );
  return {
    ...base,
    notes: { evidence, items: [] },
    passages: new Map(passages.map((passage) => [passage.id, passage])),
    draft: draftOf(...sentences),
    verification: { draft: '', verdicts: [], findings: [] },
  };
}

describe('a long report', () => {
  it('stays small enough to be sent and opened', () => {
    const content = longContent();
    const html = reportHtml(content);
    expect(html.match(/<mark>/g)).toHaveLength(2_000);
    expect(html.length).toBeLessThan(5_000_000);
    const markdown = reportMarkdown(content);
    expect(markdown.length).toBeLessThan(500_000);
    expect(JSON.stringify(assembleBundle(content, markdown)).length).toBeLessThan(10_000_000);
  });
});
