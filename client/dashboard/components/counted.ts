const EXACT = new Intl.NumberFormat(undefined);

/** `1 source`, `3 sources`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${EXACT.format(count)} ${count === 1 ? one : many}`;
}
