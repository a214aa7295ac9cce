import { useState } from 'react';
import { askForNotifications, notificationState } from '../../app/notifications.ts';
import { Button } from '../../components/button.tsx';

/** Whether the browser tells of decisions that wait while the person looks at something else; asked only by this button. */
export function NotifyChoice() {
  const [state, setState] = useState(notificationState);
  if (state === 'unable') return null;
  if (state === 'default') {
    return (
      <Button kind="quiet" onClick={() => void askForNotifications().then(() => setState(notificationState()))}>
        Notify me in this browser
      </Button>
    );
  }
  return (
    <span className="muted small">
      {state === 'granted' ? 'This browser notifies you while the page is open' : 'This browser shows no notifications'}
    </span>
  );
}
