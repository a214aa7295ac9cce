import type { FlowEvent } from '../flow/flow-event.ts';

/** The level of a heading's element, or 0. */
export function headingLevel(name: string): number {
  const level = /^h([1-6])$/.exec(name)?.[1];
  return level === undefined ? 0 : Number(level);
}

/** Whether an element holds a list. */
export function isListElement(name: string): boolean {
  return name === 'ul' || name === 'ol' || name === 'dl' || name === 'menu' || name === 'dir';
}

/** The words on a button that is an `input`. */
export function buttonText(attributes: Record<string, string>): string | undefined {
  const isButton = /^(?:submit|button|reset)$/i.test(attributes.type ?? '');
  return isButton ? attributes.value : undefined;
}

/** What an element means for the table it stands in, or null. */
export function tableEvent(name: string, attributes: Record<string, string>, inHead: boolean): FlowEvent | null {
  switch (name) {
    case 'table':
      return { kind: 'table-begin', presentation: /^(?:presentation|none)$/i.test(attributes.role ?? '') };
    case 'tr':
      return { kind: 'row-begin', header: inHead };
    case 'th':
    case 'td': {
      const columns = span(attributes.colspan);
      // No rows means all that follow.
      const rows = attributes.rowspan?.trim() === '0' ? 65_534 : span(attributes.rowspan);
      return { kind: 'cell-begin', columns, rows, header: name === 'th', continued: false };
    }
    default:
      return null;
  }
}

function span(value: string | undefined): number {
  const count = Number.parseInt(value ?? '1', 10);
  return Number.isNaN(count) || count < 1 ? 1 : Math.min(count, 65_534);
}
