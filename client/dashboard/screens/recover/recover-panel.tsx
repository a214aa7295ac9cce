import type { JobView } from '../../../../contract/view.ts';
import { WarnMark } from '../../components/icons.tsx';
import { groupsOf, RECOVER_TITLE } from './attention-words.ts';
import { GoBackFurther } from './go-back-further.tsx';
import { OutcomeNotice } from './outcome-notice.tsx';
import { ParkedCard } from './parked-card.tsx';
import './recover.css';
import { useRecover } from './use-recover.ts';

/** What failed, what is kept, and the ways on with their prices. Stays a moment longer to tell what came of what was chosen. */
export function RecoverPanel({ view }: { view: JobView }) {
  const recover = useRecover(view);
  const groups = groupsOf(view.attention);
  const [first] = view.attention;
  return (
    <>
      <OutcomeNotice recover={recover} />
      {first !== undefined && (
        <section className="card recover" aria-labelledby={RECOVER_TITLE}>
          <h2 id={RECOVER_TITLE} className="recover-title" tabIndex={-1}>
            <WarnMark /> What needs attention
          </h2>
          <p>{first.kept}</p>
          {groups.map((group) => (
            // The card stays while its parts go on one by one: what stood under the pointer must not become something else.
            <ParkedCard
              key={`${group.first.step} ${group.first.failure.code}`}
              view={view}
              group={group}
              recover={recover}
            />
          ))}
          <GoBackFurther view={view} />
        </section>
      )}
    </>
  );
}
