let isOutdated = false;

// The builder's word for a part of the application that could not be loaded: after an update its file has another name.
window.addEventListener('vite:preloadError', () => {
  isOutdated = true;
});

/** Whether this page was loaded before an update of the instance, and lacks files that it needs now. */
export function pageIsOutdated(): boolean {
  return isOutdated;
}
