import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { reportHtml } from '../../../activities/render/html.ts';
import { escapeHtml } from '../../../activities/render/html-text.ts';
import { HOSTILE_TEXTS } from '../../support/hostile-text.ts';
import { hostileContent, reportContent } from '../../support/report-content.ts';

/** Every tag that a page may hold, attributes and all; whatever else is between angle brackets came from outside. */
const TAGS = [
  /^<!doctype html>$/,
  /^<html(?: lang="en")?>$/,
  /^<meta charset="utf-8">$/,
  /^<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">$/,
  /^<meta name="(?:viewport" content="width=device-width, initial-scale=1|referrer" content="no-referrer)">$/,
  /^<\/?(?:html|head|title|style|body|h[1-5]|p|main|section|ul|ol|li|span|blockquote|table|caption|thead|tbody|tr|td|strong|small|mark|code|figure|figcaption|a|div|th)>$/,
  /^<th scope="col">$/,
  /^<(?:p|span|div) class="(?:passage|notice|warning|scroll)">$/,
  /^<a class="cite" href="#e[1-9]\d*">$/,
  /^<li id="e[1-9]\d*">$/,
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

  it('leads each citation to the passage with the quoted words marked', () => {
    const page = reportHtml(reportContent());
    expect(page).toContain('Input costs $5.<a class="cite" href="#e1">[e1]</a>');
    expect(page).toContain('<li id="e1"><strong>e1</strong> prices.md, lines 3 to 4');
    expect(page).toContain('<mark>The input price\nis 5 dollars</mark> per million tokens.');
    const targets = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(targets).toContain(target);
  });

  it('shows the query behind a computed value', () => {
    expect(reportHtml(reportContent())).toContain('<code>select sum(calls) as total from usage</code>');
  });

  it('shows the quote alone where its passage is not there', () => {
    expect(reportHtml(reportContent({ passages: new Map() }))).toContain('<mark>The input price is 5 dollars</mark>');
    const other = new Map([
      [
        's1-p1',
        {
          id: 's1-p1',
          sourceId: 's1',
          locator: { kind: 'lines' as const, from: 1, to: 1 },
          headings: [],
          text: 'Other.',
        },
      ],
    ]);
    expect(reportHtml(reportContent({ passages: other }))).toContain(
      '<p class="passage">The input price is 5 dollars</p>',
    );
  });

  it('marks what is not supported, and says what made it', () => {
    const page = reportHtml(reportContent({ offlineModel: true }));
    expect(page).toContain('[e1]</a> <span class="warning">[unverified]</span>');
    expect(page).toContain('[e3]</a> <span class="warning">[contradicted]</span>');
    expect(page.match(/class="warning"/g)).toHaveLength(2);
    expect(page).toContain('Written by the offline model');
    expect(page).toContain('(self-approved)');
    expect(reportHtml(reportContent())).not.toContain('offline model');
  });

  it('is the same bytes each time, and names no language but English', () => {
    expect(reportHtml(reportContent())).toBe(reportHtml(reportContent()));
    const brief = { question: 'Was kostet es?', audience: '', length: 'short', language: 'German' };
    expect(reportHtml(reportContent({ brief }))).toContain('<html>');
  });
});
