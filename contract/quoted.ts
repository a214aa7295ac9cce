/** A title in quotation marks; one that has such marks itself stays as it is, since quotes within quotes are hard to read. */
export function quoted(title: string): string {
  return title.includes('"') ? title : `"${title}"`;
}
