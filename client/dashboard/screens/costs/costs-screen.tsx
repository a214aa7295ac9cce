import { Page } from '../../components/page.tsx';

export function CostsScreen() {
  return <Page title="Costs">Soon</Page>;
}
