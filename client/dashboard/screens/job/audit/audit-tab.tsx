import type { JobTabProps } from '../job-screen.tsx';

export function AuditTab({ answer }: JobTabProps) {
  return <p>{answer.view.id}</p>;
}
