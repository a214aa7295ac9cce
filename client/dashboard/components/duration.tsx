import { useEffect, useState } from 'react';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span of milliseconds in two units at most: `14 min`, `2 h 5 min`. */
export function spanInWords(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  const [big, small, unit, below] =
    ms < HOUR ? [MINUTE, SECOND, 'min', 's'] : ms < DAY ? [HOUR, MINUTE, 'h', 'min'] : [DAY, HOUR, 'd', 'h'];
  const count = Math.floor(ms / big);
  const rest = Math.floor((ms % big) / small);
  return rest === 0 || (big === MINUTE && count >= 10) ? `${count} ${unit}` : `${count} ${unit} ${rest} ${below}`;
}

/** How long something took, or has taken until now. */
export function Elapsed({ from, to }: { from: string; to: string | null }) {
  const [now, setNow] = useState(Date.now);
  const isOpen = to === null;
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, [isOpen]);
  const end = to === null ? Math.max(now, Date.parse(from)) : Date.parse(to);
  const ms = end - Date.parse(from);
  // What goes on is told by the second: less would stand still as soon as it is read.
  return <span className="figure">{isOpen && ms < SECOND ? '0 s' : spanInWords(ms)}</span>;
}
