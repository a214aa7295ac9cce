import type { JobTabProps } from '../job-screen.tsx';

export function ReportTab({ answer }: JobTabProps) {
  return <p>{answer.view.id}</p>;
}
