import type { JobTabProps } from '../job-screen.tsx';

export function CallsTab({ answer }: JobTabProps) {
  return <p>{answer.view.id}</p>;
}
