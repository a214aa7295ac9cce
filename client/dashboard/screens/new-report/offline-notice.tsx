import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { instance } from '../../app/instance.ts';
import { Notice } from '../../components/notice.tsx';

/** Says before anything is started that no language model will write it, where none is connected. */
export function OfflineNotice({ model }: { model: string }) {
  const { data } = useQuery({ queryKey: ['settings'], queryFn: () => instance.settings() });
  const providers = data?.models?.providers ?? null;
  const isOffline = providers !== null && !providers.some(({ name, isConnected }) => isConnected && name !== 'offline');
  if (!isOffline || !['', 'offline'].includes(model.trim())) return null;
  return (
    <Notice kind="info" title="The offline model will write it">
      It quotes and counts, does not reason, and reads English only.{' '}
      <Link to="/settings">Connect a language model</Link> for a real report.
    </Notice>
  );
}
