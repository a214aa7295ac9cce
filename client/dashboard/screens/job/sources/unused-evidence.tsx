import { claimsOf } from '../../../../../contract/draft/blocks.ts';
import { describeLocator } from '../../../../../contract/evidence/locator.ts';
import { Count } from '../../../components/count.tsx';
import type { DocumentData } from '../../document/document-data.ts';

/** What research found and the text does not cite: whoever misses a number among the marks finds it here. */
export function Unused({ data, onOpen }: { data: DocumentData; onOpen(id: string): void }) {
  const used = new Set(claimsOf(data.draft).flatMap(({ evidence }) => evidence));
  const unused = [...data.evidence.values()].filter(({ id }) => !used.has(id));
  if (unused.length === 0) return null;
  return (
    <section className="stack">
      <h2>
        Found, not used <Count of={unused.length} />
      </h2>
      <article className="card source-card">
        <p className="muted small">
          Evidence keeps the number it was given when it was found. The text does not use this, so its numbers are
          missing there.
        </p>
        <ul className="cited">
          {unused.map(({ id, quote, locator, sourceId }) => (
            <li key={id}>
              <button type="button" data-citation={id} className="citation" onClick={() => onOpen(id)}>
                <span className="visually-hidden">Open evidence </span>
                {id.slice(1)}
              </button>
              <div>
                <q>{quote}</q>
                <p className="small muted">
                  {data.sources.get(sourceId)?.title}, {describeLocator(locator)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </article>
    </section>
  );
}
