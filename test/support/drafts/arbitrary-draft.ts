import fc from 'fast-check';
import { type Block, type Draft, lineSchema } from '../../../contract/draft/blocks.ts';

/** What means something to some reader of Markdown, at the beginning of a line or inside it. */
const HOSTILE = [
  ...[
    '#',
    '## ',
    '-',
    '- ',
    '+ ',
    '* ',
    '> ',
    '>',
    '1. ',
    '12) ',
    '2019. ',
    '---',
    '===',
    '=',
    '***',
    '___',
    ':--',
    '-:',
  ],
  ...['|', '| a | b |', '| --- |', '\\', '\\\\', '[', ']', '[^e1]', '[^e99]', '[^', '![a](b)', '!', '[x](y)', '[a]: b'],
  ...[
    '`',
    '```',
    '~~~',
    '~',
    '~~',
    '*',
    '**',
    '_',
    '__',
    '<',
    '<br>',
    '<!--',
    '<div>',
    '<a@b.c>',
    '&amp;',
    '&#10;',
    '&',
  ],
  ...[
    '**Table:** ',
    '**Figure:** ',
    '# ',
    '\t',
    ' ',
    '  ',
    '\u00a0',
    '\u0085',
    '\v',
    '\f',
    '\u200b',
    '😀',
    '\ud83d',
    'é',
    '0',
  ],
  ...[
    'https://a.b/c_d',
    'www.a.b',
    'a@b.c',
    'word',
    'snake_case',
    'The fee is 12 EUR.',
    '$x$',
    '\u0000',
    '\ufeff',
    '^',
    '{}',
  ],
];

const fragments = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((pieces) => pieces.join(''));

/** One line of hostile text; few different ones, so that drafts hold many duplicates. */
export const hostileLine: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('Same words.', '1.', '-', '#'),
  fragments
    .map((text) => text.replace(/[\r\n\u2028\u2029]/g, '').trim())
    .filter((text) => lineSchema.safeParse(text).success),
);

const id = fc.string({ minLength: 1, maxLength: 8 });
const evidence = fc.array(
  fc.integer({ min: 1, max: 30 }).map((number) => `e${number}`),
  { maxLength: 3 },
);
const sentence = fc.record({
  id,
  kind: fc.constantFrom('fact', 'analysis', 'recommendation'),
  text: hostileLine,
  evidence,
});
const sentences = fc.array(sentence, { minLength: 1, maxLength: 3 });
const cell = fc.oneof(
  hostileLine,
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('', ' ', '\n', ' a\r\nb '),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('heading'), id, level: fc.integer({ min: 1, max: 4 }), text: hostileLine }),
  fc.record({ type: fc.constantFrom('paragraph', 'quotation'), id, sentences }),
  fc.record({
    type: fc.constant('list'),
    id,
    ordered: fc.boolean(),
    items: fc.array(sentences, { minLength: 1, maxLength: 12 }),
  }),
  fc.record({
    type: fc.constant('table'),
    id,
    caption: hostileLine,
    columns: fc.array(hostileLine, { minLength: 1, maxLength: 3 }),
    rows: fc.array(fc.record({ id, cells: fc.array(cell, { maxLength: 3 }), evidence }), { maxLength: 3 }),
  }),
  fc.record({
    type: fc.constant('figure'),
    id,
    caption: hostileLine,
    sha256: fc.constantFrom('0'.repeat(64), 'a1'.repeat(32)),
    alt: cell,
  }),
);

/** Any draft that the schema allows. */
export const arbitraryDraft: fc.Arbitrary<Draft> = fc.record({
  title: hostileLine,
  blocks: fc.array(block, { maxLength: 6 }),
});

/** Text that looks like an edited draft, more or less. */
export const arbitraryMarkdown: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.constantFrom('\n', '\n\n', '\r\n', '  ', 'text')), {
      maxLength: 25,
    })
    .map((pieces) => `# Title\n\n${pieces.join('')}`),
);
