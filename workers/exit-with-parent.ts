// Preloaded (`--import`) into every Node process that the supervisor starts: when the supervisor is gone, however it
// went, the channel closes and the process ends. Without a channel (started by hand, scaled out) this does nothing.
function exit(): void {
  process.exit(0);
}

if (process.send !== undefined) {
  process.once('disconnect', exit);
  if (!process.connected) exit();
}
