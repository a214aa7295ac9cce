import { Page } from '../../components/page.tsx';

export function ApprovalsScreen() {
  return <Page title="Approvals">Soon</Page>;
}
