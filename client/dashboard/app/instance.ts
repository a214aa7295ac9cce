import { createDossierClient } from '../../library/dossier-client.ts';

/** The path under which this instance is shown, with a slash at its end. */
export const BASE_PATH = new URL(document.baseURI).pathname;

/** The instance that served this page. Its session is a cookie, which no script can read. */
export const instance = createDossierClient({
  url: new URL('.', document.baseURI).href,
  via: 'dashboard',
  isSeen: () => document.visibilityState === 'visible',
});
