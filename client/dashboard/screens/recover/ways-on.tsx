import { useId, useState } from 'react';
import { formatMicroUsd } from '../../../../contract/money.ts';
import type { JobView } from '../../../../contract/view.ts';
import { isBudget, type ParkedGroup, WAY_NAMES, type WayOn, wayInWords } from './attention-words.ts';
import { WayForm } from './forms/way-form.tsx';
import type { Recover } from './use-recover.ts';
import { WayPreview } from './way-preview.tsx';

/** The ways on, the recommended one first and open: what each keeps, repeats and costs, and its form. */
export function WaysOn({ view, group, recover }: { view: JobView; group: ParkedGroup; recover: Recover }) {
  const { actions } = group.first;
  // Where the limit stops it, raising that is the way on; its form stands above these.
  const best = isBudget(group.first) ? undefined : actions[0]?.kind;
  const [chosen, choose] = useState<string | null>(best ?? null);
  return (
    <ul className="ways" aria-label="Ways on">
      {actions.map((way) => (
        <li key={way.kind}>
          <Way
            way={way}
            isBest={way.kind === best}
            isOneOfMany={group.alike.length > 0}
            isOpen={way.kind === chosen}
            onToggle={() => choose(way.kind === chosen ? null : way.kind)}
          >
            <WayPreview view={view} parked={group.first} kind={way.kind} />
            <WayForm key={group.first.key} view={view} group={group} way={way} recover={recover} />
          </Way>
        </li>
      ))}
    </ul>
  );
}

function Way({
  way,
  isBest,
  isOneOfMany,
  isOpen,
  onToggle,
  children,
}: {
  way: WayOn;
  isBest: boolean;
  /** Whether others failed alike: the price is that of one. */
  isOneOfMany: boolean;
  isOpen: boolean;
  onToggle(): void;
  children: React.ReactNode;
}) {
  const id = useId();
  return (
    <>
      <button type="button" className="way" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <span className="way-name">
          {WAY_NAMES[way.kind] ?? way.kind} {isBest && <span className="way-first">Recommended</span>}
        </span>
        <span className="way-price figure">
          <Price price={way.price} />
          {isOneOfMany && way.price !== null && way.price.mostMicroUsd > 0 && ', each'}
        </span>
        <span className="way-words small">{wayInWords(way)}</span>
      </button>
      <div id={id} className="way-form stack" hidden={!isOpen}>
        {isOpen && children}
      </div>
    </>
  );
}

function Price({ price }: { price: WayOn['price'] }) {
  if (price === null) return 'price not known';
  if (price.mostMicroUsd === 0) return 'costs nothing';
  return (
    <>
      likely {formatMicroUsd(price.likelyMicroUsd)}, at most {formatMicroUsd(price.mostMicroUsd)}
    </>
  );
}
