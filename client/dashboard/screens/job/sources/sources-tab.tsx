import type { JobTabProps } from '../job-screen.tsx';

export function SourcesTab({ answer }: JobTabProps) {
  return <p>{answer.view.id}</p>;
}
