import type { JobTabProps } from '../job-screen.tsx';

export function HistoryTab({ answer }: JobTabProps) {
  return <p>{answer.view.id}</p>;
}
