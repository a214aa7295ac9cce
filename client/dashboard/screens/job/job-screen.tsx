import { Page } from '../../components/page.tsx';

export function JobScreen() {
  return <Page title="Job">Soon</Page>;
}
