import { useEffect, useState } from 'react';
import { spanInWords } from '../../components/duration.tsx';
import { Instant } from '../../components/instant.tsx';

const SECOND = 1_000;

/** When a parked place tries again by itself, counted down. Not read out with every second. */
export function LooksAgain({ at }: { at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  const left = Date.parse(at) - now;
  return (
    <p>
      You may also wait: it looks again by itself at <Instant at={at} form="time" />
      {left > 0 ? (
        <>
          , <span className="figure">in {spanInWords(Math.ceil(left / SECOND) * SECOND)}</span>.
        </>
      ) : (
        ', which is now.'
      )}
    </p>
  );
}
