/** What the API tells its supervisor over the IPC channel; the supervisor's schema is in `workers/child-messages.ts`. */
export type SupervisorMessage = { ready: { url: string } } | { idle: boolean } | { stay: true } | { stop: true };

/** Tells the supervisor; without one (started by hand, scaled out) nobody listens. */
export function tellSupervisor(message: SupervisorMessage): void {
  // A channel that just closed is the end of this process, which another handler sees to.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
