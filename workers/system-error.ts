/** The code of an error of the operating system (`ENOENT`), or undefined for any other. Not by `instanceof`: an error may come from another realm. */
export function systemErrorCode(error: unknown): string | undefined {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
  return hasCode ? String(error.code) : undefined;
}
