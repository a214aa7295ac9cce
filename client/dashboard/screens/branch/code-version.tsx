import { useQuery } from '@tanstack/react-query';
import { instance } from '../../app/instance.ts';

/** The version of the code that a job goes on with: the same run of it, or a new one. */
export function CodeVersion({ as }: { as: 'same-run' | 'new-run' }) {
  const about = useQuery({ queryKey: ['instance'], queryFn: () => instance.instance() });
  const builds = useQuery({ queryKey: ['deployment'], queryFn: () => instance.deployment() });
  if (about.data === undefined) return 'Not known.';
  const version = `Dossier ${about.data.version}`;
  const { current = null, versions = [] } = builds.data ?? {};
  if (versions.length === 0) return `${version}, as its workers run it now.`;
  if (as === 'same-run') return 'The build that the job is pinned to.';
  return current === null ? `${version}.` : `${version}, build ${current}.`;
}
