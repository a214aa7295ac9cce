import type { JobTabProps } from '../job-screen.tsx';

export function ProgressTab({ answer }: JobTabProps) {
  return <p>{answer.view.id}</p>;
}
