import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { instance } from '../../app/instance.ts';
import { Notice } from '../../components/notice.tsx';

/** Says before anything is started that no language model will write it, where none is connected. */
export function OfflineNotice({ model }: { model: string }) {
  const { data } = useQuery({ queryKey: ['settings'], queryFn: () => instance.settings() });
  const providers = data?.models?.providers ?? null;
  const isOffline = providers !== null && !providers.some(({ name, isConnected }) => isConnected && name !== 'offline');
  if (!isOffline) return null;
  const named = model.trim();
  if (named !== '' && named !== 'offline') {
    return (
      <Notice kind="warning" title={`Nothing here can ask ${named}`}>
        No language model is connected: the job would stop at its first step. <Link to="/settings">Connect one</Link>,
        or leave the model empty.
      </Notice>
    );
  }
  return (
    <Notice kind="info" title="The offline model will write it">
      It quotes and counts, does not reason, and reads English only.{' '}
      <Link to="/settings">Connect a language model</Link> for a real report.
    </Notice>
  );
}
