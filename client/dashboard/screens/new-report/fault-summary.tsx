import { useEffect, useRef } from 'react';
import { FailMark } from '../../components/icons.tsx';
import type { Fault } from './faults.ts';
import { focusField } from './place.tsx';

/** What is wrong, on top: takes the focus whenever the form was tried to be sent, and leads to each field. */
export function FaultSummary({ faults, tries }: { faults: readonly Fault[]; tries: number }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tries > 0) box.current?.focus();
  }, [tries]);
  if (faults.length === 0) return null;
  return (
    <div className="notice notice-failure" role="alert" tabIndex={-1} ref={box}>
      <FailMark />
      <div>
        <strong>
          {faults.length === 1 ? 'One thing must be put right' : `${faults.length} things must be put right`}
        </strong>
        <ul className="fault-list">
          {faults.map(({ field, words }) => (
            <li key={field}>
              <button type="button" className="link-button" onClick={() => focusField(field)}>
                {words}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
