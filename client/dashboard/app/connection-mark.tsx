import { Instant } from '../components/instant.tsx';
import { useLiveState } from './live.ts';

/** Whether what is shown follows what happens. */
export function ConnectionMark() {
  const { state, lostAt } = useLiveState();
  return (
    <span className={`connection connection-${state}`} role="status">
      <span className="connection-dot" aria-hidden="true" />
      {state === 'connected' && <span className="connection-words">Live</span>}
      {state === 'connecting' && 'Connecting'}
      {state === 'lost' && (
        <>
          Reconnecting
          {lostAt !== null && (
            <>
              , showing <Instant at={new Date(lostAt).toISOString()} form="time" />
            </>
          )}
        </>
      )}
    </span>
  );
}
