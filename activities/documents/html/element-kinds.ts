/** What a region of a page is; regions inherit from what they stand in. */
export const REGION = {
  /** Never shown, such as a script. */
  never: 1,
  /** Hidden by the page as it stands. */
  hidden: 2,
  /** Around the content: menus, notices about cookies. */
  aside: 4,
  /** Header or footer of the page, outside its main content. */
  edge: 8,
  /** The page's main content, as it says itself. */
  main: 16,
  /** White space counts. */
  verbatim: 32,
  /** A link to elsewhere on the page. */
  jump: 64,
  /** Raised letters. */
  raised: 128,
} as const;

const BLOCKS = new Set(
  (
    'address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre ' +
    'search section select summary table tbody td textarea tfoot th thead title tr ul xmp video audio canvas noscript object'
  ).split(' '),
);

const NEVER = new Set(
  'script style template iframe noembed datalist metadata defs annotation annotation-xml rp param'.split(' '),
);

/** What is shown only where something does not work, or while it is opened. */
const FALLBACKS = new Set('noscript noframes object audio video canvas option'.split(' '));

const COOKIE_NOTICE = /cookie[-_ ]?(?:banner|bar|consent|notice|law|popup)|(?:consent|gdpr)[-_ ]?(?:banner|bar|popup)/i;

/** Whether an element begins a line of its own. */
export function isBlockElement(name: string): boolean {
  return BLOCKS.has(name);
}

/** The region that an element opens by itself, as `REGION` bits. */
export function regionOf(name: string, attributes: Record<string, string>): number {
  let region = NEVER.has(name) ? REGION.never : 0;
  if (isHidden(name, attributes)) region |= REGION.hidden;
  const role = attributes.role ?? '';
  if (name === 'nav' || role === 'navigation' || FALLBACKS.has(name) || isCookieNotice(attributes))
    region |= REGION.aside;
  if (name === 'header' || name === 'footer' || role === 'banner' || role === 'contentinfo') region |= REGION.edge;
  if (name === 'main' || name === 'article' || role === 'main' || role === 'article') region |= REGION.main;
  if (name === 'a' && attributes.href?.startsWith('#') === true) region |= REGION.jump;
  if (name === 'sup') region |= REGION.raised;
  // The arrow from a note back to its mark is no word of the note.
  if (role === 'doc-backlink') region |= REGION.never;
  if (name === 'pre' || name === 'textarea' || name === 'listing' || name === 'xmp') region |= REGION.verbatim;
  return region;
}

function isHidden(name: string, attributes: Record<string, string>): boolean {
  const { hidden, style } = attributes;
  if (hidden !== undefined && hidden.toLowerCase() !== 'until-found') return true;
  if (attributes['aria-hidden']?.toLowerCase() === 'true') return true;
  if (name === 'dialog' && attributes.open === undefined) return true;
  return style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}

function isCookieNotice(attributes: Record<string, string>): boolean {
  return COOKIE_NOTICE.test(attributes.id ?? '') || COOKIE_NOTICE.test(attributes.class ?? '');
}
