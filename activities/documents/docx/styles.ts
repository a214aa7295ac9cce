import type { ZipArchive } from '../zip/zip-archive.ts';
import { readXmlPart } from './xml-part.ts';

/** What a paragraph's style says of it, its ancestors included. */
export interface StyleFacts {
  /** Level of a heading from 1, or 0 for running text. */
  heading: number;
  /** Whether it is an entry of a table of contents. */
  contents: boolean;
  /** The list it numbers its paragraphs by, or null. */
  numId: string | null;
  level: number | null;
}

interface Style {
  name: string;
  basedOn: string | null;
  outline: number | null;
  numId: string | null;
  level: number | null;
}

const PLAIN: StyleFacts = { heading: 0, contents: false, numId: null, level: null };

/** Word's files name their styles in English; others name them in the language of their program. */
const HEADING =
  /^(?:heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|заголовок|başlık|标题|見出し|제목)\s*(\d)$/i;

/** The styles of a document by their ids. */
export class Styles {
  readonly #styles = new Map<string, Style>();
  readonly #facts = new Map<string, StyleFacts>();

  /** Reads the styles' part. */
  async read(archive: ZipArchive, part: string): Promise<void> {
    let style: Style | null = null;
    await readXmlPart(archive, part, {
      open: (name, attributes) => {
        if (name === 'style') {
          style = { name: attributes.styleId ?? '', basedOn: null, outline: null, numId: null, level: null };
          this.#styles.set(attributes.styleId ?? '', style);
        } else if (style !== null) take(style, name, attributes.val ?? '');
      },
      close: (name) => {
        if (name === 'style') style = null;
      },
    });
  }

  /** What the style of an id says; a style that is not defined may still name itself a heading. */
  facts(id: string | null): StyleFacts {
    if (id === null) return PLAIN;
    const known = this.#facts.get(id) ?? this.#resolve(id);
    this.#facts.set(id, known);
    return known;
  }

  #resolve(id: string): StyleFacts {
    const facts = { ...PLAIN };
    let outlined = false;
    const seen = new Set<string>();
    for (let at: string | null = id; at !== null && !seen.has(at); at = this.#styles.get(at)?.basedOn ?? null) {
      seen.add(at);
      const style: Style | undefined = this.#styles.get(at);
      const level: number | null = style?.outline ?? headingOfName(style?.name ?? at);
      if (!outlined && level !== null) {
        outlined = true;
        facts.heading = level <= 8 ? level + 1 : 0;
      }
      if (/^(?:toc|table of contents)\s*\d/i.test(style?.name ?? '')) facts.contents = true;
      facts.numId ??= style?.numId ?? null;
      facts.level ??= style?.level ?? null;
    }
    return facts;
  }
}

function take(style: Style, name: string, value: string): void {
  if (name === 'name') style.name = value;
  if (name === 'basedOn') style.basedOn = value;
  if (name === 'outlineLvl') style.outline = Number.parseInt(value, 10) || 0;
  if (name === 'numId') style.numId = value;
  if (name === 'ilvl') style.level = Number.parseInt(value, 10) || 0;
}

/** The outline level, from 0, that a style's name speaks for. */
function headingOfName(name: string): number | null {
  if (/^title$/i.test(name)) return 0;
  const level = HEADING.exec(name)?.[1];
  return level === undefined ? null : Math.max(0, Number(level) - 1);
}
