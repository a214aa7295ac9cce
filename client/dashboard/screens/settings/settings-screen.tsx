import { useQuery } from '@tanstack/react-query';
import { instance } from '../../app/instance.ts';
import { useLiveLists } from '../../app/live.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { AboutInstance } from './about-instance.tsx';
import { ModelsCard } from './models-card.tsx';
import { SettingsGroup } from './settings-group.tsx';
import './settings.css';
import { SignOut } from './sign-out.tsx';

/** What the instance is configured with, whether its models answer, and what it is. It is read here and changed where it is given. */
export function SettingsScreen() {
  // Nothing of it changes while it is shown; the stream tells whether the instance is there.
  useLiveLists([]);
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => instance.settings() });
  return (
    <Page title="Settings" actions={<SignOut />}>
      {settings.error !== null && <FailureNotice error={settings.error} title="The settings could not be read" />}
      {settings.isPending && <Loading what="settings" />}
      {settings.data !== undefined && (
        <>
          <p className="muted settings-how">
            Settings come from the environment and from <code>.env</code> in the folder of Dossier, where they are
            changed; they count once it is started again. Secrets are never shown.
          </p>
          <ModelsCard told={settings.data.models} />
          {settings.data.groups.map((group) => (
            <SettingsGroup key={group.title} group={group} />
          ))}
        </>
      )}
      <AboutInstance settings={settings.data} />
    </Page>
  );
}
