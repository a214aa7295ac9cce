import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { late } from '../../components/late.tsx';

const PdfPage = late('the page', async () => (await import('./pdf-page.tsx')).PdfPage);

/** The page of a PDF that is quoted: the words in a size to be read, the page beside them as small as the panel is, and in full on demand. */
export function PageView({
  title,
  sha256,
  page,
  quote,
}: {
  title: string;
  sha256: string;
  page: number;
  quote: string;
}) {
  const [isLarge, enlarge] = useState(false);
  const drawn = <PdfPage sha256={sha256} page={page} quote={quote} />;
  return (
    <>
      <blockquote className="source-quote">{quote}</blockquote>
      {drawn}
      <div className="row">
        <Button onClick={() => enlarge(true)}>Enlarge the page</Button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the dialog, and not also the panel behind it. */}
      <div onKeyDown={stopEscape}>
        <Dialog title={`${title}, page ${page}`} size="large" isOpen={isLarge} onClose={() => enlarge(false)}>
          {drawn}
        </Dialog>
      </div>
    </>
  );
}

function stopEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.stopPropagation();
}
