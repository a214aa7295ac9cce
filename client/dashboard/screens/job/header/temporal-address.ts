/** Where Temporal's own page shows a workflow; the page may stand below a path. */
export function temporalAddress(uiUrl: string, namespace: string, workflowId: string): string {
  const url = new URL(uiUrl);
  const below = url.pathname.replace(/\/+$/, '');
  url.pathname = `${below}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
  return url.href;
}
