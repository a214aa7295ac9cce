import { useRef } from 'react';
import type { JobView } from '../../../../contract/view.ts';
import type { OpenGate } from './gate-words.ts';

/** The gates that wait, and those that did while this page was open: whoever was about to decide is told who did. */
export function useGatesSeen({ gates }: JobView): OpenGate[] {
  const seen = useRef(new Map<string, OpenGate>());
  for (const gate of gates) seen.current.set(gate.id, gate);
  return [...seen.current.values()].toReversed();
}
