import { getRouteApi } from '@tanstack/react-router';
import { useLiveLists } from '../../app/live.ts';
import { useListKeys } from '../../app/use-list-keys.ts';
import { Page } from '../../components/page.tsx';
import { Tabs } from '../../components/tabs.tsx';
import './approvals.css';
import { DecidedList } from './decided-list.tsx';
import { NotifyChoice } from './notify-choice.tsx';
import { WaitingList } from './waiting-list.tsx';

const route = getRouteApi('/approvals');

type Shown = 'open' | 'decided';

/** What waits for a decision over all jobs, the longest first; and what was decided, kept apart. */
export function ApprovalsScreen() {
  const { view = 'open' } = route.useSearch();
  const navigate = route.useNavigate();
  useLiveLists(['approvals', 'jobs']);
  useListKeys();
  return (
    <Page title="Approvals" actions={<NotifyChoice />}>
      <Tabs<Shown>
        label="Approvals"
        chosen={view}
        onChoose={(chosen) => void navigate({ search: chosen === 'open' ? {} : { view: chosen } })}
        tabs={[
          { key: 'open', label: 'Needs you', content: () => <WaitingList /> },
          { key: 'decided', label: 'Decided', content: () => <DecidedList /> },
        ]}
      />
    </Page>
  );
}
