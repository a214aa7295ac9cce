import { useEffect, useState } from 'react';
import { rateOf, type Written, withLook } from './writing-rate.ts';

const LOOK_MS = 1_000;

/** How fast a text grows, in characters a second; null until that was seen. */
export function useWritingRate(chars: number): number | null {
  const [looks, look] = useState<readonly Written[]>([]);
  // A look by the clock too: what stands still is told as standing still.
  useEffect(() => {
    const take = (): void => look((before) => withLook(before, { at: performance.now(), chars }));
    take();
    const timer = setInterval(take, LOOK_MS);
    return () => clearInterval(timer);
  }, [chars]);
  return rateOf(looks);
}
