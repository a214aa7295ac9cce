import { describe, expect, test } from '@jest/globals';
import { read, repositoryFiles, typeScriptFiles } from './source-files.ts';

const files = repositoryFiles();
const sources = typeScriptFiles();
const isTest = (path: string): boolean => path.startsWith('test/');

function lineCount(path: string): number {
  return read(path).split('\n').length - 1;
}

/** A file directly in `workflows/` tells the story of a job kind; what is beneath is the engine. */
function budgetOf(path: string): number {
  if (isTest(path)) return 400;
  return /^workflows\/[^/]+\.ts$/.test(path) ? 150 : 250;
}

function linesThat(match: RegExp, paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (match.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('the files of the repository', () => {
  test('are short enough to be read at once', () => {
    const code = files.filter((path) => /^(?!test\/histories|examples).*\.(tsx?|js)$/.test(path));
    expect(
      code.filter((path) => lineCount(path) > budgetOf(path)).map((path) => `${path}: ${lineCount(path)} lines`),
    ).toEqual([]);
  });

  test('have names that say what is in them', () => {
    expect(files.filter((path) => /(^|\/)(utils?|helpers?|misc|common|shared)(\.|\/)/i.test(path))).toEqual([]);
    expect(sources.filter((path) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.[a-z0-9-]+)*\.tsx?$/.test(path))).toEqual([]);
  });

  test('export by name, and never everything of another', () => {
    // The builder reads its configuration by that name.
    const named = sources.filter((path) => path !== 'client/dashboard/vite.config.ts');
    expect(linesThat(/^export default\b|^export \*/, named)).toEqual([]);
  });

  test('do not silence the type checker', () => {
    const silencer = new RegExp(['@ts-(ignore|expect-error|nocheck)', 'as unknown as '].join('|'));
    const others = sources.filter((path) => path !== 'test/structure/files.test.ts');
    expect(linesThat(silencer, others)).toEqual([]);
  });

  test('read the environment in configuration files only', () => {
    const others = sources.filter(
      (path) => !isTest(path) && !/^(bench|eval)\//.test(path) && !/(^|\/)config\.ts$/.test(path),
    );
    expect(linesThat(/process\.env\b/, others)).toEqual([]);
  });

  test('decide nothing by the words of an error', () => {
    const searched = String.raw`(includes|startsWith|endsWith|match|matchAll|search|indexOf)\(`;
    const asked = new RegExp(
      [
        String.raw`\b(message|stack)\??\.(toLowerCase\(\)\.|trim\(\)\.)?${searched}`,
        String.raw`\b(message|stack) [!=]== '[^'\s]`,
        String.raw`\.(test|exec)\((\w+\??\.)*(message|stack)\b`,
        String.raw`\bswitch \((\w+\??\.)*message\)`,
        String.raw`\b(String|messageOf)\((error|thrown|cause|reason|problem)\)\.(toLowerCase\(\)\.)?${searched}`,
      ].join('|'),
    );
    const ours = /^(contract|workflows|activities|store|workers|client)\//;
    // Limits to which JavaScript and DuckDB give no code, and one place that only shows what it finds.
    const codeless = [
      "error.message === 'Invalid string length'",
      "String(cause).includes('Out of Memory Error')",
      "throw unprocessable('unknown_fence'",
      'typeof message',
    ];
    const lines = linesThat(
      asked,
      sources.filter((path) => ours.test(path)),
    );
    expect(lines.filter((line) => !codeless.some((known) => line.includes(known)))).toEqual([]);
  });

  test('name no path of the machine they were written on, and no registry', () => {
    const texts = files.filter(
      (path) => /\.(tsx?|js|json|md|yml|yaml|csv|txt|html|css|sh)$|^\.[a-z]/.test(path) && path !== 'package-lock.json',
    );
    expect(linesThat(/\/(work|farm|root|home\/[a-z]+|Users\/[a-z]+)\//, texts)).toEqual([]);
    expect(linesThat(/registry\.npmjs|proxy\.golang/, texts)).toEqual([]);
  });

  test('pin every package, without the address it was fetched from', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
    const manifest: Record<string, Record<string, string>> = JSON.parse(read('package.json'));
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}),
    );
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test('lock the packages of all platforms, without which `npm ci` refuses the lock file', () => {
    const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
      read('package-lock.json'),
    );
    const locked = new Set(Object.keys(lock.packages).map((place) => place.replace(/^.*node_modules\//, '')));
    const optional = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(optional.length).toBeGreaterThan(0);
    // `node scripts/complete-lock.js` adds what is missing (docs/decisions/0005).
    expect(optional.filter((name) => !locked.has(name))).toEqual([]);
  });
});
