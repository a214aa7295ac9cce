import { describe, expect, test } from '@jest/globals';
import { docxReader } from '../../../../activities/documents/docx/docx-reader.ts';
import { RecordingSink } from '../../../support/documents/recording-sink.ts';
import { zipBytes } from '../../../support/documents/zip-bytes.ts';
import { failureOf, ingestRig, readSource } from '../../../support/ingested-documents.ts';

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT_TYPES =
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

/** An archive of texts by their names. */
function archive(files: Readonly<Record<string, string>>): Buffer {
  return zipBytes(Object.entries(files).map(([name, content]) => ({ name, content })));
}

/** A document of a body and further parts, by their kind. */
function word(body: string, parts: Readonly<Record<string, string>> = {}, prefix = 'w'): Buffer {
  const part = (content: string) =>
    `<?xml version="1.0"?><${prefix}:x xmlns:${prefix}="urn:w" xmlns:m="urn:m">${content}</${prefix}:x>`;
  const kinds = Object.keys(parts);
  const relation = (kind: string, target: string) =>
    `<Relationship Type="${RELATION}/${kind.replace(/\d/, '')}" Target="${target}"/>`;
  return archive({
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': `<Relationships>${relation('officeDocument', 'word/document.xml')}</Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships>${kinds.map((kind) => relation(kind, `${kind}.xml`)).join('')}</Relationships>`,
    'word/document.xml': part(body),
    ...Object.fromEntries(kinds.map((kind) => [`word/${kind}.xml`, part(parts[kind] ?? '')])),
  });
}

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const p = (text: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${run(text)}</w:p>`;
const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
const row = (cells: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;
const style = (id: string) => `<w:pStyle w:val="${id}"/>`;
const number = (id: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;

async function read(bytes: Uint8Array) {
  const sink = new RecordingSink();
  await docxReader.read(bytes, sink);
  const { passages, headings, remarks, tables } = sink;
  return { passages, headings, remarks, tables, texts: () => passages.map((passage) => passage.text) };
}

const NUMBERING =
  '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>' +
  '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>' +
  '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>' +
  '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>' +
  '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>';

describe('a Word document', () => {
  test('headings by style, by its parent, by name in another language and by outline level', async () => {
    const styles =
      '<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="mine"><w:name w:val="Mine"/><w:basedOn w:val="b2"/></w:style>' +
      '<w:style w:styleId="b2"><w:name w:val="Überschrift 2"/></w:style><w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>';
    const body =
      p('One', style('a1')) +
      p('Two', style('mine')) +
      p('Three', '<w:outlineLvl w:val="2"/>') +
      p('text', style('loop'));
    const { headings, passages } = await read(word(body, { styles }));
    expect(headings).toEqual(['One', 'Two', 'Three']);
    expect(passages.at(-1)).toEqual({
      locator: { kind: 'paragraph', paragraph: 4 },
      headings: ['One', 'Two', 'Three'],
      text: 'text',
      indexed: true,
    });
  });

  test('lists with their numbers, and numbers of headings', async () => {
    const body =
      p('Scope', `${number(1)}<w:outlineLvl w:val="0"/>`) +
      [
        p('b', number(1, 1)),
        p('c', number(1, 1)),
        p('next', number(1)),
        p('dot', number(2)),
        p('five', number(3)),
      ].join('');
    const { texts } = await read(word(body, { numbering: NUMBERING }));
    expect(texts()).toEqual(['1. Scope', '  1.a) b\n  1.b) c\n2. next\n- dot\n5. five']);
  });

  test('what stands for characters: tabs, breaks, hyphens, symbols, fields, hidden words, drop caps', async () => {
    const body =
      '<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t><w:softHyphen/><w:t>\u00adped</w:t>' +
      '<w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>' +
      `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(' 12')}<w:r><w:fldChar w:fldCharType="end"/></w:r>` +
      `<w:hyperlink>${run(' link')}</w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r></w:p>` +
      p('D', '<w:framePr w:dropCap="drop"/>') +
      p('rop cap');
    const { texts, remarks } = await read(word(body));
    expect(texts()).toEqual(['a\tb\nnon-stopped✓ 12 link', 'Drop cap']);
    expect(remarks).toEqual([expect.stringMatching(/^4 characters are formatted as hidden/)]);
  });

  test('equations in one line', async () => {
    const t = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
    const body = `<w:p><m:oMath><m:f><m:num>${t('a+b')}</m:num><m:den>${t('2')}</m:den></m:f>${t('=')}<m:sSup><m:e>${t('x')}</m:e><m:sup>${t('2')}</m:sup></m:sSup></m:oMath></w:p>`;
    expect((await read(word(body))).texts()).toEqual(['(a+b)/(2)=x^2']);
  });

  test('notes follow the paragraph that refers to them, comments and headers are not searched', async () => {
    const body = `<w:p>${run('Costs rose')}<w:r><w:footnoteReference w:id="4"/></w:r>${run(' in 2023.')}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>${p('Next')}`;
    const { passages } = await read(
      word(body, {
        footnotes: `<w:footnote w:type="separator" w:id="0">${p('---')}</w:footnote><w:footnote w:id="4">${p('By 5 %.')}</w:footnote>`,
        endnotes: `<w:endnote w:id="2">${p('See there.')}</w:endnote>`,
        comments: `<w:comment w:id="1" w:author="Ann">${p('Really?')}</w:comment>`,
        header1: p('Company'),
        header2: p('Company'),
      }),
    );
    expect(passages.map(({ text, indexed }) => [text, indexed])).toEqual([
      ['Costs rose[note 1] in 2023.[endnote 1]', true],
      ['[note 1] By 5 %.', true],
      ['[endnote 1] See there.', true],
      ['Next', true],
      ['[comment by Ann] Really?', false],
      ['Company', false],
    ]);
  });

  test('tracked changes: insertions in, deletions and what was moved away out, with a remark', async () => {
    const body =
      `<w:p>${run('It is ')}<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins>${run('6')}</w:ins><w:moveFrom>${run(' gone')}</w:moveFrom></w:p>` +
      `<w:tbl>${row(cell('A') + cell('B'))}${row(cell('old') + cell('1'), '<w:del/>')}${row(cell('new') + cell('2'))}</w:tbl>`;
    const { texts, remarks, tables } = await read(word(body));
    expect(texts()).toEqual(['It is 6', 'A | B\nnew | 2']);
    expect(tables[0]?.rows).toEqual([['new', '2']]);
    expect(remarks).toEqual([expect.stringContaining('tracked changes')]);
  });

  test('text boxes once, after their paragraph; descriptions of images', async () => {
    const box = `<w:txbxContent>${p('in the box')}</w:txbxContent>`;
    const body = `<w:p><w:r><w:t>before</w:t><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><wp:docPr xmlns:wp="urn:wp" descr="A chart"/>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent><w:t> after</w:t></w:r></w:p>`;
    expect((await read(word(body))).texts()).toEqual(['before after', 'A chart', 'in the box']);
  });

  test('tables with joined cells can be queried', async () => {
    const merged = (text: string, restart: boolean) => cell(text, `<w:vMerge${restart ? ' w:val="restart"' : ''}/>`);
    const body = `<w:tbl>${row(cell('Region') + cell('Quarter') + cell('kWh'), '<w:tblHeader/>')}${row(merged('North', true) + cell('Q1') + cell('3'))}${row(
      merged('', false) + cell('Q2') + cell('4'),
    )}${row(cell('All', '<w:gridSpan w:val="2"/>') + cell('7'))}</w:tbl>`;
    const { tables, passages } = await read(word(body));
    expect(tables[0]).toMatchObject({
      header: ['Region', 'Quarter', 'kWh'],
      rows: [
        ['North', 'Q1', '3'],
        ['North', 'Q2', '4'],
        ['All', '', '7'],
      ],
    });
    expect(passages).toEqual([
      {
        locator: { kind: 'rows', table: 't1', from: 0, to: 3 },
        headings: ['Region | Quarter | kWh'],
        text: 'Region | Quarter | kWh\nNorth | Q1 | 3\nNorth | Q2 | 4\nAll | 7',
        indexed: true,
      },
    ]);
  });

  test('another prefix and namespace, as strict documents and other producers have them', async () => {
    const bytes = word('<s:p><s:r><s:t>strict</s:t></s:r></s:p>', {}, 's');
    expect((await read(bytes)).texts()).toEqual(['strict']);
  });
});

describe('what is wrong with a Word document', () => {
  test('a damaged part beside the text is left out with a remark', async () => {
    const { texts, remarks } = await read(word(p('text'), { styles: '<w:style>' }));
    expect(texts()).toEqual(['text']);
    expect(remarks).toEqual([expect.stringContaining('word/styles.xml was left out')]);
  });

  test.each([
    ['unclosed elements', word('<w:p>'), 'document-malformed'],
    ['no main part', archive({ '[Content_Types].xml': CONTENT_TYPES }), 'document-malformed'],
    ['a cut file', word(p('x')).subarray(0, 300), 'document-malformed'],
    ['an entity of its own', word(p('&bomb;')), 'document-malformed'],
    ['an old document', oldContainer('WordDocument'), 'document-binary'],
  ])('%s is refused', async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code });
  });

  test('a password is named, and what to do', async () => {
    const bytes = oldContainer('EncryptedPackage');
    expect(await docxReader.recognises(bytes)).toBe(true);
    await expect(read(bytes)).rejects.toThrow('protected by a password');
  });

  test.each([
    ['content controls', '<w:sdt><w:sdtContent>', p('word'), '</w:sdtContent></w:sdt>'],
    ['tables', '<w:tbl><w:tr><w:tc>', p('word'), '</w:tc></w:tr></w:tbl>'],
    ['text boxes', '<w:p><w:r><w:txbxContent>', p('word'), '</w:txbxContent></w:r></w:p>'],
  ])('%s 20,000 deep are read', async (_, open, inner, close) => {
    const { texts } = await read(word(open.repeat(20_000) + inner + close.repeat(20_000)));
    expect(texts()).toEqual(['word']);
  });
});

test('an ingested document without an ending is read as one; another archive is none', async () => {
  const { ingest } = ingestRig();
  const { set } = await ingest({ letter: word(p('Dear Ann')), other: archive({ 'a.txt': 'x' }) });
  expect(readSource(set)).toMatchObject({ passageCount: 1, mediaType: docxReader.mediaType });
  expect(set.sources[1]?.status).toBe('unreadable');
});

test('an OpenDocument text is refused by its name', async () => {
  const { ingest } = ingestRig();
  const content = 'application/vnd.oasis.opendocument.text';
  const { set } = await ingest({ 'letter.odt': zipBytes([{ name: 'mimetype', content, stored: true }]) });
  expect(failureOf(set)).toMatchObject({ message: expect.stringContaining('OpenDocument') });
});

/** The beginning of an OLE container with a stream of this name. */
function oldContainer(stream: string): Buffer {
  return Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    Buffer.from(`${stream}\0`, 'utf16le'),
  ]);
}
