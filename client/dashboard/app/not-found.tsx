import { Link } from '@tanstack/react-router';
import { Empty } from '../components/empty.tsx';
import { Page } from '../components/page.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Page title="Nothing here">
      <Empty title="There is no page at this address">
        <Link to="/jobs" search={{}}>
          Show all jobs
        </Link>
      </Empty>
    </Page>
  );
}
