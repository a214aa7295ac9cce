import { Page } from '../../components/page.tsx';

export function NewReportScreen() {
  return <Page title="New report">Soon</Page>;
}
