import { useId, useState } from 'react';
import { formatMicroUsd } from '../../../../contract/money.ts';
import type { JobView } from '../../../../contract/view.ts';
import { type ParkedGroup, WAY_NAMES, type WayOn, wordsWithoutPrice } from './attention-words.ts';
import { WayForm } from './forms/way-form.tsx';
import type { Recover } from './use-recover.ts';

/** The ways on, the recommended one first and open: what each keeps, repeats and costs, and its form. */
export function WaysOn({ view, group, recover }: { view: JobView; group: ParkedGroup; recover: Recover }) {
  const { actions } = group.first;
  const [chosen, choose] = useState<string | null>(actions[0]?.kind ?? null);
  return (
    <ul className="ways" aria-label="Ways on">
      {actions.map((way, index) => (
        <li key={way.kind}>
          <Way
            way={way}
            isFirst={index === 0}
            isOpen={way.kind === chosen}
            onToggle={() => choose(way.kind === chosen ? null : way.kind)}
          >
            <WayForm view={view} group={group} way={way} recover={recover} />
          </Way>
        </li>
      ))}
    </ul>
  );
}

function Way({
  way,
  isFirst,
  isOpen,
  onToggle,
  children,
}: {
  way: WayOn;
  isFirst: boolean;
  isOpen: boolean;
  onToggle(): void;
  children: React.ReactNode;
}) {
  const id = useId();
  return (
    <>
      <button type="button" className="way" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <span className="way-name">
          {WAY_NAMES[way.kind] ?? way.kind} {isFirst && <span className="way-first">Recommended</span>}
        </span>
        <span className="way-price figure">
          <Price price={way.price} />
        </span>
        <span className="way-words small">{wordsWithoutPrice(way)}</span>
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
