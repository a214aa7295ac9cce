import { posix } from 'node:path';
import { DossierError } from '../../../contract/failures.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { readXmlPart } from './xml-part.ts';

/** The parts of a Word document that are read; null or empty where it has none. */
export interface WordParts {
  document: string;
  styles: string | null;
  numbering: string | null;
  footnotes: string | null;
  endnotes: string | null;
  comments: string | null;
  /** Headers and footers. */
  edges: string[];
  /** Texts of diagrams (SmartArt). */
  diagrams: string[];
  /** How many other documents are embedded to be shown as part of this one. */
  embedded: number;
}

interface Relationship {
  /** The last word of its type, the same in the strict and the usual form. */
  type: string;
  target: string;
}

/** Finds the parts by the package's relationships, not by their usual names. Throws `document-malformed` where the document's own is missing. */
export async function wordParts(archive: ZipArchive): Promise<WordParts> {
  const top = await relationships(archive, '');
  const target = top.find((one) => one.type === 'officeDocument')?.target ?? 'word/document.xml';
  const document = archive.find(target) ?? archive.find('word/document.xml');
  if (document === null)
    throw new DossierError('document-malformed', 'The file holds no Word document: its main part is missing.');
  const parts = await relationships(archive, document);
  const all = (type: string) =>
    parts
      .filter((one) => one.type === type)
      .map((one) => archive.find(one.target))
      .filter((name) => name !== null);
  return {
    document,
    styles: all('styles')[0] ?? null,
    numbering: all('numbering')[0] ?? null,
    footnotes: all('footnotes')[0] ?? null,
    endnotes: all('endnotes')[0] ?? null,
    comments: all('comments')[0] ?? null,
    edges: [...new Set([...all('header'), ...all('footer')])],
    diagrams: [...new Set(all('diagramData'))],
    embedded: all('aFChunk').length,
  };
}

async function relationships(archive: ZipArchive, part: string): Promise<Relationship[]> {
  const folder = posix.dirname(part);
  const name = archive.find(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  if (name === null) return [];
  const found: Relationship[] = [];
  await readXmlPart(archive, name, {
    open(element, { Type, Target, TargetMode }) {
      if (element !== 'Relationship' || Target === undefined || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.push({ type: (Type ?? '').split('/').at(-1) ?? '', target });
    },
    close() {},
  });
  return found;
}
