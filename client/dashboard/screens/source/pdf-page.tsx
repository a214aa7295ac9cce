import { useQuery } from '@tanstack/react-query';
import { GlobalWorkerOptions, getDocument, type PDFPageProxy } from 'pdfjs-dist';
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { instance } from '../../app/instance.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { type Box, boxesOf } from './pdf-highlight.ts';

GlobalWorkerOptions.workerSrc = workerAddress;

/** Sharp on screens with more points than pixels, and no larger than a browser draws well. */
const LARGEST_SCALE = 3;

/** A page of a PDF as it looks, with the quoted words marked. What it says stands below as text, for who does not see it. */
export function PdfPage({ sha256, page, quote }: { sha256: string; page: number; quote: string }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['artifact', sha256, 'pdf-page', page],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async () => {
      const bytes = await instance.artifactBytes(sha256);
      // Nothing in the file is run, and nothing beside it is asked for.
      const opened = await getDocument({
        data: bytes,
        enableXfa: false,
        disableAutoFetch: true,
      }).promise;
      return opened.getPage(page);
    },
  });
  if (isPending) return <Loading what={`page ${page}`} />;
  if (error !== null) return <FailureNotice error={error} title={`Page ${page} could not be drawn`} />;
  return <Drawn page={data} quote={quote} />;
}

function Drawn({ page, quote }: { page: PDFPageProxy; quote: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [boxes, setBoxes] = useState<readonly Box[]>([]);
  const [failed, setFailed] = useState(false);
  const width = useWidth(canvas);
  useEffect(() => {
    const at = canvas.current;
    if (at === null || width === 0) return;
    const natural = page.getViewport({ scale: 1 });
    const scale = Math.min(LARGEST_SCALE, (width / natural.width) * window.devicePixelRatio);
    const viewport = page.getViewport({ scale });
    at.width = Math.floor(viewport.width);
    at.height = Math.floor(viewport.height);
    const task = page.render({ canvas: at, viewport });
    task.promise.catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'RenderingCancelledException')) setFailed(true);
    });
    page.getTextContent().then(
      (content) => setBoxes(boxesOf(content.items, quote, natural)),
      () => setBoxes([]),
    );
    return () => task.cancel();
  }, [page, quote, width]);
  // In full the page is higher than its dialog: it opens at the quoted words.
  useEffect(() => {
    const mark = boxes.length > 0 ? canvas.current?.closest('dialog')?.querySelector('.pdf-mark') : null;
    mark?.scrollIntoView({ block: 'center' });
  }, [boxes]);
  if (failed) return <Notice kind="warning" title="The page could not be drawn; its text stands below" />;
  return (
    <div className="pdf-page">
      <canvas ref={canvas} role="img" aria-label={`Page ${page.pageNumber} as it looks; its text stands below`} />
      {boxes.map((box) => (
        <span
          key={`${box.left} ${box.top}`}
          className="pdf-mark"
          style={{ left: `${box.left}%`, top: `${box.top}%`, width: `${box.width}%`, height: `${box.height}%` }}
        />
      ))}
    </div>
  );
}

/** The width that the page has to be drawn for; 0 until it is seen, such as in a dialog that is about to open. */
function useWidth(canvas: RefObject<HTMLCanvasElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const frame = canvas.current?.parentElement;
    if (!frame) return;
    const observer = new ResizeObserver(() => setWidth(frame.clientWidth));
    observer.observe(frame);
    return () => observer.disconnect();
  }, [canvas]);
  return width;
}
