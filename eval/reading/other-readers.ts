import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Unavailable } from '../measured.ts';

const run = promisify(execFile);
const PACKAGES = ['openpyxl==3.1.5', 'beautifulsoup4==4.13.4'];
const SCRIPT = join(import.meta.dirname, 'extract.py');
const cellsSchema = z
  .record(z.string(), z.array(z.tuple([z.int(), z.int(), z.union([z.string(), z.number()])])))
  .nullable();
const LIMITS = { maxBuffer: 500_000_000, timeout: 120_000 };

/** Programs that are not ours and read the same documents. */
export interface OtherReaders {
  /** The words of a PDF document, a DOCX document or a web page as running text. */
  text(type: 'pdf' | 'docx' | 'html', file: string): Promise<string>;
  /** The cells of a workbook: sheet, row and column from 1, value. Null where the program cannot open it. */
  cells(file: string): Promise<Record<string, [number, number, string | number][]> | null>;
}

/** Finds poppler, LibreOffice and Python, and installs Python's packages into the cache folder; throws `Unavailable` with the remedy. */
export function otherReaders(): OtherReaders {
  for (const [program, debian] of [
    ['pdftotext', 'poppler-utils'],
    ['soffice', 'libreoffice-writer-nogui'],
    ['python3', 'python3-venv'],
  ] as const)
    if (!isThere(program)) throw new Unavailable(`${program} is not installed (Debian package ${debian})`);
  const python = pythonWithPackages();
  const extract = async (what: string, file: string): Promise<unknown> =>
    JSON.parse((await run(python, [SCRIPT, what, file], LIMITS)).stdout);
  return {
    async text(type, file) {
      if (type === 'pdf') return (await run('pdftotext', ['-enc', 'UTF-8', file, '-'], LIMITS)).stdout;
      return type === 'html' ? String(await extract('html', file)) : wordsOfDocx(file);
    },
    cells: async (file) => cellsSchema.parse(await extract('cells', file)),
  };
}

function isThere(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function pythonWithPackages(): string {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dossier', 'eval-python');
  const python = join(folder, 'bin', 'python');
  try {
    if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    execFileSync(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', ...PACKAGES], { stdio: 'pipe' });
  } catch (error) {
    throw new Unavailable(`Python's packages ${PACKAGES.join(', ')} could not be installed: ${String(error)}`);
  }
  return python;
}

async function wordsOfDocx(file: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-eval-docx-'));
  try {
    symlinkSync(file, join(folder, 'document.docx'));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const target = ['--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder];
    await run('soffice', [profile, '--headless', ...target, join(folder, 'document.docx')], LIMITS);
    return readFileSync(join(folder, 'document.txt'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
