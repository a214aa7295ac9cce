import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { reportHtml } from '../../../activities/render/html.ts';
import { escapeHtml } from '../../../activities/render/html-text.ts';
import { HOSTILE_TEXTS } from '../../support/hostile-text.ts';
import { checkContent, hostileContent, paragraph, reportContent } from '../../support/report-content.ts';
import { sentence } from '../../support/report-fixtures.ts';

/** Every tag that a page may hold, attributes and all; whatever else is between angle brackets came from outside. */
const TAGS = [
  /^<!doctype html>$/,
  /^<html(?: lang="en")?>$/,
  /^<meta charset="utf-8">$/,
  /^<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">$/,
  /^<meta name="(?:viewport" content="width=device-width, initial-scale=1|referrer" content="no-referrer)">$/,
  /^<\/?(?:html|head|title|style|body|header|footer|nav|main|article|aside|section|h[1-5]|p|dl|dt|dd|ul|ol|li|span|blockquote|table|caption|thead|tbody|tr|td|th|b|br|small|mark|del|ins|pre|code|figure|figcaption|a|div|details|summary)>$/,
  /^<nav aria-label="Contents">$/,
  /^<(?:section id="[a-z]+"(?: class="appendix")? aria-labelledby="[a-z]+-title"|h2 id="(?:[a-z]+-title|corrected|h\d+)"|main id="main")>$/,
  /^<aside class="why" aria-label="Not supported">$/,
  /^<div class="scroll" role="region" tabindex="0" aria-label="[^"<>]*">$/,
  /^<(?:table class="stack"|ol class="evidence"|ul class="(?:remarks|sides)"|div class="(?:passage(?: lines)?|change)")>$/,
  /^<p class="(?:kicker|question|note|legend|place|back|near(?: lines)?)">$/,
  /^<th scope="col"(?: class="number")?>$/,
  /^<td class="(?:number|words|where)">$/,
  /^<span (?:id="(?:c\d+)?"|class="spot"(?: id="e\d+")?|class="cite"|class="(?:kind|group)"|class="verdict [a-z]+"|class="ok" role="img" aria-label="supported")>$/,
  /^<small class="hash">$/,
  /^<(?:tr id="c\d+"|p id="(?:why-c\d+|e\d+)"|li id="e[1-9]\d*")>$/,
  /^<a (?:class="skip" )?href="#(?:[a-z]+|h\d+|c\d+|e\d+)">$/,
  /^<a class="cite" href="#e[1-9]\d*" title="[^"<>]*">$/,
  /^<a class="verdict [a-z]+" href="#(?:why-)?c\d+">$/,
  /^<a href="https:\/\/[^"<>]*" rel="noopener noreferrer">$/,
];

describe('reportHtml', () => {
  it.each(HOSTILE_TEXTS)('keeps %j text wherever it stands', (text) => {
    const page = reportHtml(hostileContent(text));
    const foreign = (page.match(/<[^>]*>?/g) ?? []).filter((tag) => !TAGS.some((known) => known.test(tag)));
    expect(foreign).toEqual([]);
    expect(page.match(/<style>/g)).toHaveLength(1);
    expect(page).not.toContain('\u0000');
  });

  it('escapes what ends an attribute or an element', () => {
    expect(escapeHtml(`<a b="c" d='e'>&amp;`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;');
    expect(escapeHtml('a\u0000\u0007b\ud800c\uffff😀\t')).toBe('a\ufffd\ufffdb\ufffdc\ufffd😀\t');
  });

  it('allows its own style and nothing else', () => {
    const page = reportHtml(reportContent());
    const style = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`style-src &#39;sha256-${hash}&#39;`);
    expect(page).not.toMatch(/<script|style="|url\(|https?:/);
  });

  it('leads each citation to the passage with the quoted words marked, what stands around it, and back', () => {
    const page = reportHtml(reportContent());
    expect(page).toContain(
      'Input costs $5.<a class="cite" href="#e1" title="prices.md, lines 3 to 4">e1</a><span class="ok" role="img" aria-label="supported">✓</span>',
    );
    expect(page).toContain(
      '<li id="e1"><p class="place"><b>e1</b> prices.md, lines 3 to 4<small>, under “Prices”</small>',
    );
    expect(page).toContain('<mark>The input price\nis 5 dollars</mark> per million tokens.');
    expect(page).toContain('<p class="near">A note says 6 dollars.</p>');
    expect(page).toContain('Cited by: <a href="#c1">Input costs $5.</a> · <a href="#c2">It was always so.</a>');
  });

  it.each([
    ['a report', reportContent()],
    ['a report that marks nothing', reportContent({ passages: new Map() })],
    ['a check', checkContent()],
  ])('leads no link of %s nowhere', (_what, content) => {
    const page = reportHtml(content);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('shows several quotes of one passage in it, and says so in their order', () => {
    const base = reportContent();
    const [first] = base.notes.evidence;
    if (first === undefined) throw new Error('evidence was expected');
    const second = { ...first, id: 'e4', quote: '5 dollars per million' };
    const draft = { ...base.draft, blocks: [...base.draft.blocks, paragraph(sentence('s9', 'Per million.', ['e4']))] };
    const page = reportHtml({ ...base, draft, notes: { ...base.notes, evidence: [...base.notes.evidence, second] } });
    expect(page).toContain('<b>e1, e4</b>');
    expect(page).toContain('is 5 dollars</mark><span class="spot" id="e4">e4</span><mark> per million</mark> tokens.');
    expect(page).toContain('<b>e4</b> <a href="#e4">in the passage of e1</a>');
  });

  it('shows the query behind a computed value, with its result as a table', () => {
    const page = reportHtml(reportContent());
    expect(page).toContain('<code>select sum(calls) as total from usage</code>');
    expect(page).toContain('<caption>Result (1 row)</caption>');
    expect(page).toContain('<td class="number">1234.50</td>');
  });

  it('shows the quote alone where its passage is not there, and says so where the passage lacks it', () => {
    expect(reportHtml(reportContent({ passages: new Map() }))).toContain('<mark>The input price is 5 dollars</mark>');
    const [passage] = [...reportContent().passages.values()];
    if (passage === undefined) throw new Error('a passage was expected');
    const other = reportHtml(reportContent({ passages: new Map([[passage.id, { ...passage, text: 'Other.' }]]) }));
    expect(other).toContain('e1 quotes: “The input price is 5 dollars” (these words were not found in the passage)');
    expect(other).not.toContain('<mark>The input price');
  });

  it('marks what is not supported in words, with the reason, and says what made it', () => {
    const page = reportHtml(reportContent({ offlineModel: true }));
    expect(page).toContain('<a class="verdict insufficient" href="#why-c2">? insufficient</a>');
    expect(page).toContain(
      '<p id="why-c4"><a class="verdict contradicted" href="#c4">✗ contradicted</a> “It costs 6 dollars.” Read again.</p>',
    );
    expect(page).toContain('Written by the offline model');
    expect(page).toContain('(self-approved)');
    expect(page).toContain('<td>draft dddddddddddd</td>');
    expect(reportHtml(reportContent())).not.toContain('offline model');
  });

  it('tells a page of the web by address and instant, what of a source was not read, and which was not', () => {
    const base = reportContent();
    const sources = base.sources.sources.map((source) =>
      source.status === 'read' && source.id === 's1'
        ? {
            ...source,
            origin: {
              kind: 'web' as const,
              address: 'https://prices.example/a?b=1&c',
              fetchedAt: '2026-11-20T10:01:02.000Z',
            },
            remarks: ['Page 3 is an image.'],
          }
        : source,
    );
    const page = reportHtml({ ...base, sources: { ...base.sources, sources } });
    expect(page).toContain(
      'prices.md, <a href="https://prices.example/a?b=1&amp;c" rel="noopener noreferrer">https://prices.example/a?b=1&amp;c</a>, as it was on 2026-11-20 10:01 UTC',
    );
    expect(page).toContain('<li>Page 3 is an image.</li>');
    expect(page).toContain(
      '<b>Could not be read:</b> The file is binary. <b>What helps:</b> Attach its content as a PDF',
    );
  });

  it('makes no link of an address that is no page of the web', () => {
    const base = reportContent();
    const origin = { kind: 'web' as const, address: 'javascript:alert(1)', fetchedAt: '2026-11-20T10:01:02.000Z' };
    const sources = base.sources.sources.map((source) => ({ ...source, origin }));
    expect(reportHtml({ ...base, sources: { ...base.sources, sources } })).not.toContain('href="javascript');
  });

  it('shows of a check the verdicts on what was given and every change before the corrected document', () => {
    const page = reportHtml(checkContent());
    expect(page).toContain('Verdict on each of its 2 factual sentences');
    expect(page).toContain('Input costs <del>$15.</del> <ins>$5.</ins>');
    expect(page).toContain('<b>Removed</b> <small>Prices</small>');
    expect(page).toContain('Why it was changed: 15 is not in what the sentence cites.');
    expect(page).toContain('<td class="where">Prices, page 3, paragraph 2</td>');
    expect(page).toContain('<h1>Check of “What the move costs”</h1>');
    expect(page.indexOf('What was changed')).toBeLessThan(page.indexOf('The corrected document'));
  });

  it('tells in words which sentences nobody verified, and what the words mean', () => {
    const page = reportHtml(reportContent());
    expect(page).toContain('That is little.<span class="kind">[analysis, not verified]</span>');
    expect(page).toContain('<b>[analysis, not verified]</b>: ');
    expect(page).toContain('<b>[recommendation, not verified]</b>: ');
  });

  it('tells a finding once where a section of its own tells it', () => {
    const base = reportContent();
    const told = ['sources-disagree', 'not-answered', 'source-unreadable', 'self-verified'] as const;
    const findings = told.map((check, at) => ({
      ...{ id: `f${at}`, check, severity: 'warning' as const, claimId: null, evidence: [] },
      message: `Found ${check}.`,
    }));
    const page = reportHtml({ ...base, verification: { ...base.verification, findings } });
    expect(page).not.toContain('What the checks found');
    expect(page).toContain('<p class="note">Found self-verified.</p>');
  });

  it('sets the digits of long numbers apart by space alone', () => {
    const block = {
      ...{ type: 'table' as const, id: 'b8', caption: 'Tokens', columns: ['Team', 'Tokens'] },
      rows: [{ id: 'r8', cells: ['legal', '14100000.5'], evidence: ['e2'] }],
    };
    const base = reportContent();
    expect(reportHtml({ ...base, draft: { ...base.draft, blocks: [block] } })).toContain(
      '<td class="number">14<span class="group">100</span><span class="group">000</span>.5</td>',
    );
  });

  it('names what was checked, with its hash and what of it was not read', () => {
    const base = checkContent();
    const [read] = base.sources.sources;
    if (base.original === null || read?.status !== 'read') throw new Error('a check of a document was expected');
    const document = { ...read, title: 'memo.pdf', remarks: ['Page 4 is an image.'] };
    const page = reportHtml({ ...base, original: { ...base.original, document } });
    expect(page).toContain(`<p>memo.pdf<br><small class="hash">SHA-256 ${'a'.repeat(64)}</small></p>`);
    expect(page).toContain('<li>Page 4 is an image.</li>');
  });

  it('is the same bytes each time, and names no language but English', () => {
    expect(reportHtml(reportContent())).toBe(reportHtml(reportContent()));
    const brief = { question: 'Was kostet es?', audience: '', length: 'short', language: 'German' };
    expect(reportHtml(reportContent({ brief }))).toContain('<html>');
  });
});
