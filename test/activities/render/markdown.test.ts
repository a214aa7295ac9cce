import { describe, expect, it } from '@jest/globals';
import { marked } from 'marked';
import { reportMarkdown } from '../../../activities/render/markdown.ts';
import { HOSTILE_TEXTS } from '../../support/hostile-text.ts';
import { checkContent, hostileContent, paragraph, reportContent } from '../../support/report-content.ts';
import { sentence } from '../../support/report-fixtures.ts';

describe('reportMarkdown', () => {
  it('holds the draft, its evidence, and what a reader must know', () => {
    expect(reportMarkdown(reportContent())).toBe(`# What the move costs

Question: What does the move cost?

- Facts: 3 of 5 supported, 1 contradicted, 1 insufficient
- Sources: 2 of 3 read, 1 could not be read
- Decisions: ada approved the draft of round 1 (self-approved) on 2026-11-20 10:04 UTC: Good.

How to read the marks: a footnote leads to the words that a sentence rests on. A fact without a mark was re-read and is supported by them. **\\[unverified\\]**: they do not bear it out, or it was not re-read. **\\[contradicted\\]**: they, or another passage, say otherwise. *\\[analysis, not verified\\]*: the writer's own reasoning; nobody re-read a source for it.

## Prices

Input costs $5.[^e1]
It was always so.[^e1] **\\[unverified\\]**
That is little. *\\[analysis, not verified\\]*

- It costs 6 dollars.[^e3] **\\[contradicted\\]**

> A note says 6 dollars.[^e3]

**Table:** Calls

| What | Calls | Evidence |
| --- | --- | --- |
| all | 1234.50 | [^e2] |

## Not verified

- It was always so. (insufficient: Read again.)
- It costs 6 dollars. (contradicted: Read again.)

## Not answered by these documents

- What does it cost?
  - the price of output
- Since when?

## Sources

- prices.md (SHA-256 ${'a'.repeat(64)})
- usage.csv (SHA-256 ${'b'.repeat(64)})

## Sources that could not be read

- scan.bin: The file is binary. What helps: Attach its content as a PDF, DOCX, XLSX, HTML, Markdown, plain text or CSV file.

## How this report was made

- Job job-1 (report), 2026-11-20 10:00 to 10:05 UTC
- Model for draft (1 call): gpt-5.4, prompt draft ${'d'.repeat(12)}
- Model for judge (1 call): gpt-5.5, prompt judge ${'d'.repeat(12)}
- Cost: $0.003 (2 model calls, 4 tool calls, 200 tokens in, 60 out)

[^e1]: prices.md, lines 3 to 4: “The input price is 5 dollars”
[^e2]: usage.csv, query over usage: “total: 1234.50”, from \`select sum(calls) as total from usage\`
[^e3]: prices.md, line 6: “A note says 6 dollars.”
`);
  });

  it('says that the offline model wrote it, that nobody decided, and what it was forked from', () => {
    const { job, totals } = reportContent();
    const text = reportMarkdown(
      reportContent({
        offlineModel: true,
        decisions: [],
        job: { ...job, lineage: { forkedFrom: 'job-0' } },
        totals: { ...totals, unpricedCalls: 2 },
      }),
    );
    expect(text).toContain('> Written by the offline model');
    expect(text).toContain('- Decisions: No person was asked to decide.');
    expect(text).toContain('- Forked from job job-0');
    expect(text).toContain('and 2 calls of unknown price');
  });

  it('adds the conflicts and open questions that the draft passes over in silence, and no others', () => {
    const content = reportContent();
    const silent = {
      ...content,
      draft: { ...content.draft, blocks: content.draft.blocks.filter((block) => block.type === 'heading') },
    };
    expect(reportMarkdown(silent)).toContain(
      '## Where the sources disagree\n\n- the input price\n  - 5 dollars[^e1]\n  - 6 dollars[^e3]',
    );
    const gap = {
      type: 'paragraph' as const,
      id: 'b90',
      sentences: [{ id: 's90', kind: 'analysis' as const, text: 'the price of output', evidence: [] }],
    };
    const told = { ...content, draft: { ...content.draft, blocks: [...content.draft.blocks, gap] } };
    expect(reportMarkdown(told)).not.toContain('- What does it cost?');
    expect(reportMarkdown(told)).toContain('- Since when?');
  });

  it('marks a fact of which no verdict is known', () => {
    const content = reportContent();
    const text = reportMarkdown({ ...content, verification: { ...content.verification, verdicts: [] } });
    expect(text).toContain('Input costs $5.[^e1] **\\[unverified\\]**');
  });

  it.each([
    ['a report', reportContent()],
    ['a check', checkContent()],
    ['hostile text', hostileContent('[^e1]: x')],
  ])('has one footnote for each piece of evidence that %s cites, and no other', (_what, content) => {
    const text = reportMarkdown(content);
    const defined = [...text.matchAll(/^\[\^(e\d+)\]: /gm)].map(([, id]) => id);
    const cited = [...text.matchAll(/(?<!\\)\[\^(e\d+)\](?!: )/g)].map(([, id]) => id);
    const known = content.notes.evidence.map(({ id }) => id);
    expect(new Set(defined).size).toBe(defined.length);
    expect([...new Set(cited)].filter((id) => id !== undefined && known.includes(id)).sort()).toEqual(
      [...defined].sort(),
    );
  });

  it('lists what the checks found, and what of a source was not read', () => {
    const content = checkContent();
    const [first, ...others] = content.sources.sources;
    if (first?.status !== 'read') throw new Error('a source was expected');
    const sources = { ...content.sources, sources: [{ ...first, remarks: ['Page 3 is an image.'] }, ...others] };
    const findings = content.original?.verification.findings ?? [];
    const text = reportMarkdown({ ...content, sources, verification: { ...content.verification, findings } });
    expect(text).toContain(
      '## What the checks found\n\n- blocking, number-not-found: 15 is not in what the sentence cites.[^e1]\n',
    );
    expect(text).toContain(`(SHA-256 ${'a'.repeat(64)})\n  - Page 3 is an image.\n`);
  });

  it('tells of a check the verdicts and the changes before the corrected document', () => {
    const text = reportMarkdown(checkContent());
    expect(text).toContain(
      '| 1 | Input costs $15.[^e1] | Prices, page 3, paragraph 2 | insufficient | 15 is not in what the sentence cites. |',
    );
    expect(text).toContain(
      '- **changed** (Prices, page 3, paragraph 2): ~~Input costs $15.~~ → Input costs $5.[^e1]\n' +
        '  - Why it was changed: 15 is not in what the sentence cites.\n' +
        '- **removed** (Prices): ~~Nobody minds.~~\n' +
        '  - Why it was removed: The sentence states a fact and cites nothing.\n\n## The corrected document\n\n### Prices',
    );
  });

  it('lists of a check what was taken for no claim, with its place, and marks runs of it in the corrected document', () => {
    const base = checkContent();
    if (base.original === null) throw new Error('a check was expected');
    const open = [sentence('s6', 'For all.', [], 'analysis'), sentence('s7', 'What now?', [], 'analysis')];
    const draft = { ...base.draft, blocks: [paragraph(...open)] };
    const places = { s6: { kind: 'lines' as const, from: 3, to: 4 } };
    const text = reportMarkdown({ ...base, draft, original: { ...base.original, draft, places } });
    expect(text).toContain('- “For all.” *\\[no claim, not verified\\]* (What the move costs, lines 3 to 4)\n');
    expect(text).toContain('For all.\nWhat now? *\\[2 sentences: no claim, not verified\\]*\n');
  });

  it('tells what was asked before a decision, and the answer that stood, in lines of their own', () => {
    const content = reportContent();
    const asker = { id: 'bo', roles: [], via: 'cli' as const };
    const about = { asker, at: '2026-11-20T10:02:00.000Z', failure: null };
    const by = { kind: 'model' as const, model: 'm-1' };
    const answer = { by, at: about.at, text: 'It is [e1]\n# Not a heading', citations: [], notShown: [] };
    const questions = [
      { ...about, id: 'a', number: 1, text: 'Is it $5?', status: 'answered' as const, answers: [answer] },
      { ...about, id: 'b', number: 2, text: 'Since when?', status: 'unanswered' as const, answers: [] },
    ];
    const decisions = content.decisions.map((one) => ({ ...one, questions }));
    const text = reportMarkdown({ ...content, decisions });
    expect(text).toContain('bo asked on 2026-11-20 10:02 UTC: Is it $5? m-1 answered: It is');
    expect(text).toContain('bo asked on 2026-11-20 10:02 UTC: Since when? Not answered.');
    expect(text).not.toMatch(/^# Not a heading/m);
    expect(text).toContain('ada approved the draft of round 1');
  });

  it('tells a page of the web that could not be read by its address, when it was asked for, and what helps', () => {
    const base = reportContent();
    const address = 'https://prices.example/list';
    const origin = { kind: 'web' as const, address, fetchedAt: '2026-11-20T10:01:02.000Z' };
    const sources = base.sources.sources.map((source) =>
      source.status === 'unreadable' ? { ...source, title: address, origin } : source,
    );
    expect(reportMarkdown({ ...base, sources: { ...base.sources, sources } })).toContain(
      `- ${address}, asked for on 2026-11-20 10:01 UTC: The file is binary. What helps: Attach`,
    );
  });

  it('tells a conflict about its own first side without telling that twice, and one of one side as what speaks against it', () => {
    const base = reportContent();
    const [item, ...others] = base.notes.items;
    if (item === undefined) throw new Error('an item was expected');
    const side = (text: string, evidence: string[]) => ({ text, evidence });
    const conflicts = [
      { about: '5 dollars', sides: [side('5 dollars', ['e1']), side('6 dollars', ['e3'])] },
      { about: 'It is free.', sides: [side('5 dollars', ['e1'])] },
    ];
    const notes = { ...base.notes, items: [{ ...item, conflicts }, ...others] };
    const text = reportMarkdown({ ...base, notes, draft: { ...base.draft, blocks: [] } });
    expect(text).toContain('- 5 dollars[^e1]\n  - Against it: 6 dollars[^e3]\n');
    expect(text).toContain('- It is free.\n  - The sources say otherwise: 5 dollars[^e1]\n');
  });

  it.each(HOSTILE_TEXTS)('keeps %j text in a renderer that lets HTML through', (text) => {
    const page = marked.parse(reportMarkdown(hostileContent(text)), { async: false });
    const tags = page.match(/<[^>]*>?/g) ?? [];
    const known =
      /^<\/?(?:h[1-6]|p|ul|ol|li|strong|em|del|blockquote|table|thead|tbody|tr|th|td|code|br)>$|^<img src="sha256:0{64}" alt="[^"<>]*">$/;
    expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
  });
});
