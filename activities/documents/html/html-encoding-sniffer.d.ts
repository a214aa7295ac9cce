declare module 'html-encoding-sniffer' {
  /** The encoding that a browser would take for a page's bytes, by its name in the Encoding Standard; `defaultEncoding` where nothing tells. */
  function htmlEncodingSniffer(
    bytes: Uint8Array,
    options: { xml?: boolean; defaultEncoding: string; maxPrescanBytes?: number },
  ): string;
  export = htmlEncodingSniffer;
}
