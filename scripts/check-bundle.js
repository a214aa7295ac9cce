#!/usr/bin/env node
// Checks a bundle against the original files with none of the product's code: every quote stands in its file, every citation
// leads to evidence. Of a file that is no plain text (a PDF, an office document) only the hash is compared, and its quotes are
// looked for in the passages that the bundle holds. Plain JavaScript for Node 18 and newer, Node's own modules only.
// Usage: node scripts/check-bundle.js BUNDLE.json FOLDER
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

function collapse(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/** The cells of CSV text with this delimiter, white space collapsed. */
function cellsOf(text, delimiter) {
  const cells = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    else if (!quoted && (character === delimiter || character === '\n')) {
      cells.push(collapse(cell));
      cell = '';
    } else cell += character;
  }
  return [...cells, collapse(cell)];
}

/** Whether every cell of a quote is a cell of the file, whichever of the usual characters divides them. */
function quotedCellsAreThere(text, quote) {
  return [',', ';', '\t', '|'].some((delimiter) => {
    const there = new Set(cellsOf(text, delimiter));
    const wanted = cellsOf(quote, delimiter).filter((cell) => cell !== '');
    return wanted.length > 0 && wanted.every((cell) => there.has(cell));
  });
}

const PLAIN_TYPES = new Set(['text/markdown', 'text/plain', 'text/csv']);

/** The text in which a source's quotes must stand. */
function textOf(source, bytes) {
  if (PLAIN_TYPES.has(source.mediaType)) return decode(bytes);
  return (source.passages ?? []).map((passage) => passage.text).join('\n\n');
}

/** The original of each read source: by hash, else by name, which means that the file was changed since. */
function originalsOf(bundle, folder, faults) {
  const files = filesIn(folder).map((path) => {
    const bytes = readFileSync(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name: relative(folder, path).split(sep).join('/'), sha256, bytes };
  });
  const originals = new Map();
  for (const source of bundle.sources) {
    if (source.failure !== null) continue;
    const file = files.find((one) => one.sha256 === source.sha256);
    if (file !== undefined) originals.set(source.id, { source, text: textOf(source, file.bytes) });
    else if (files.some((one) => one.name === source.origin))
      faults.push(`source ${source.id}: the file ${source.origin} has changed since it was read`);
    else faults.push(`source ${source.id}: no file in the folder has the hash of ${source.title}`);
  }
  return originals;
}

function checkEvidence(bundle, originals, faults) {
  let quotes = 0;
  let queries = 0;
  const unread = new Set(bundle.sources.filter((source) => source.failure !== null).map((source) => source.id));
  const known = new Set(bundle.sources.map((source) => source.id));
  for (const evidence of bundle.evidence) {
    const at = `evidence ${evidence.id}`;
    const original = originals.get(evidence.sourceId);
    if (!known.has(evidence.sourceId)) faults.push(`${at}: there is no source ${evidence.sourceId}`);
    else if (unread.has(evidence.sourceId)) faults.push(`${at}: its source ${evidence.sourceId} was not read`);
    else if (evidence.query !== null) queries += 1;
    else if (original !== undefined) {
      quotes += 1;
      const quote = collapse(evidence.quote);
      const isThere =
        collapse(original.text).includes(quote) ||
        (original.source.mediaType === 'text/csv' && quotedCellsAreThere(original.text, evidence.quote));
      if (quote === '') faults.push(`${at}: the quote is empty`);
      else if (!isThere) faults.push(`${at}: not in ${original.source.title}: "${quote}"`);
    }
  }
  return { quotes, queries };
}

function checkCitations(bundle, faults) {
  const known = new Set(bundle.evidence.map((evidence) => evidence.id));
  const cite = (at, ids) => {
    for (const id of ids) if (!known.has(id)) faults.push(`${at}: there is no evidence ${id}`);
  };
  for (const claim of bundle.claims) {
    cite(`claim ${claim.id}`, claim.evidence);
    if (claim.kind === 'fact' && claim.verdict === 'supported' && claim.evidence.length === 0)
      faults.push(`claim ${claim.id}: called supported and cites nothing`);
  }
  for (const conflict of bundle.conflicts)
    for (const side of conflict.sides) cite(`conflict about "${conflict.about}"`, side.evidence);
  // A backslash before the bracket makes the mark plain text.
  for (const [, slashes, id] of bundle.report.markdown.matchAll(/(\\*)\[\^(e\d+)\]/g))
    if (slashes.length % 2 === 0) cite('report', [id]);
}

function main([bundlePath, folder]) {
  if (bundlePath === undefined || folder === undefined) {
    process.stderr.write('Usage: node scripts/check-bundle.js BUNDLE.json FOLDER\n');
    return 2;
  }
  const faults = [];
  let bundle;
  let counts;
  try {
    bundle = JSON.parse(readFileSync(bundlePath, 'utf8'));
    if (bundle.schema !== 'dossier.bundle/1') throw new Error(`its schema is ${JSON.stringify(bundle.schema)}`);
    counts = checkEvidence(bundle, originalsOf(bundle, folder, faults), faults);
    checkCitations(bundle, faults);
  } catch (error) {
    process.stderr.write(`The bundle cannot be checked: ${error.message}\n`);
    return 1;
  }
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  const checked = `${counts.quotes} quotes checked, ${counts.queries} recorded queries not run again, ${bundle.claims.length} claims`;
  process.stdout.write(
    `${faults.length === 0 ? 'Everything quoted is there' : `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`}: ${checked}.\n`,
  );
  return faults.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
