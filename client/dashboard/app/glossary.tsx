const WORDS: readonly (readonly [string, string])[] = [
  ['Source', 'A document or web page that the job has read.'],
  [
    'Evidence',
    'Words of a source, or a result computed from its tables, that a sentence rests on. Its number leads there; numbers that a text does not use are missing in it.',
  ],
  ['Verified', 'Held against its evidence a second time, by another model where there is one.'],
  ['Finding', 'What verification found wrong, or what somebody who signs should know.'],
  ['Round', 'One time through a step. A draft that is sent back comes again as the next round.'],
  ['Version', 'A fingerprint of exactly the text that a decision is about.'],
  ['Item', 'One of several parts of a step, such as one question of the research.'],
  ['Go back', 'The same job runs again from a step: a rewind. What comes after it is made anew.'],
  ['Fork', 'Another job begins at a step of this one, with something changed. This one stays as it is.'],
  ['Token', 'About three quarters of a word. Models are paid by the tokens they read and write.'],
];

/** The words of these screens that are not everybody's. */
export function Glossary() {
  return (
    <dl className="keys">
      {WORDS.map(([word, meaning]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
