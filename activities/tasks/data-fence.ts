import type { z } from 'zod';
import type { FENCED_VALUES } from '../../contract/model-answers.ts';
import { fence } from '../../contract/prompt-data.ts';
import type { ModelMessage } from '../models/port.ts';

type Fenced = { [Name in keyof typeof FENCED_VALUES]: z.input<(typeof FENCED_VALUES)[Name]> };

/** A fenced block whose value has the declared shape. */
export function dataFence<Name extends keyof Fenced>(name: Name, value: Fenced[Name]): string {
  return fence(name, value);
}

/** A user message: fences and nothing else, in the order given; empty strings are left out. */
export function userMessage(...fences: string[]): ModelMessage {
  return { role: 'user', text: fences.filter((block) => block !== '').join('\n'), images: [] };
}
