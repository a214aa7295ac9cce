/** Whether this browser tells of decisions that wait: `unable` where it cannot. The browser keeps the answer, and is where it is changed. */
export function notificationState(): NotificationPermission | 'unable' {
  return 'Notification' in window && window.isSecureContext ? Notification.permission : 'unable';
}

/** Has the browser ask the person. */
export async function askForNotifications(): Promise<void> {
  await Notification.requestPermission();
}

/** Tells of decisions that wait, to a person who looks at something else. */
export function notifyOfApprovals(count: number): void {
  if (notificationState() !== 'granted' || document.visibilityState === 'visible') return;
  const words = count === 1 ? '1 job waits for your decision' : `${count} jobs wait for your decision`;
  try {
    // One tag: a newer one takes the place of the one before.
    const notification = new Notification('Dossier', { body: words, tag: 'dossier-approvals' });
    notification.onclick = () => {
      window.focus();
      notification.close();
    };
  } catch {
    // Browsers of phones have it for service workers only; the title of the tab tells it as well.
  }
}
