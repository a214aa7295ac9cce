import { TextDecoder } from 'node:util';
import { Parser } from 'htmlparser2';
import type { MediaType } from './media-types.ts';
import { encodingWithin } from './text-encoding.ts';

const NAME_CHARS = 200;

/** What readers of a report know a page by: the title that it gives itself; a file by the end of its address; else the address. */
export function pageName(address: string, type: MediaType, beginning: Uint8Array): string {
  const name = type.isHtml ? titleOf(beginning) : fileName(address, type.ending);
  return (name || address).slice(0, NAME_CHARS);
}

function titleOf(beginning: Uint8Array): string {
  let title = '';
  let within = false;
  let found = false;
  const parser = new Parser({
    onopentagname: (name) => {
      // Pictures inside a page have titles too, but never before the page's own.
      within = name === 'title' && !found;
    },
    ontext: (text) => {
      if (within) title += text;
    },
    onclosetag: (name) => {
      if (name === 'title') found = true;
      within = false;
    },
  });
  parser.end(new TextDecoder(encodingWithin(beginning)).decode(beginning));
  return title.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** The end of the path with an ending that says what it is, since names speak for types of text. */
function fileName(address: string, ending: string | null): string {
  const last = new URL(address).pathname.split('/').findLast((part) => part !== '');
  if (last === undefined) return '';
  const name = decoded(last).replace(/[\s\p{Cc}/\\]+/gu, ' ');
  return ending === null || name.toLowerCase().endsWith(`.${ending}`) ? name : `${name}.${ending}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
