import { Link } from '@tanstack/react-router';
import { Empty } from '../../components/empty.tsx';
import { isFiltered, type JobsSearch } from './jobs-search.ts';

/** A list without rows: because there are no jobs yet, or because the filters leave none. */
export function NoJobs({ search, all }: { search: JobsSearch; all: number }) {
  if (isFiltered(search) || (search.status !== undefined && all > 0)) {
    return (
      <Empty title={isFiltered(search) ? 'No job matches these filters' : 'No job is in this state'}>
        <Link to="/jobs" search={{}} className="button">
          Clear filters
        </Link>
      </Empty>
    );
  }
  return (
    <Empty title="No jobs yet">
      <p>
        A question and a pile of documents become a report that you can sign: every sentence leads to the words it rests
        on.
      </p>
      <div className="row">
        <Link to="/jobs/new" search={{ sample: true }} className="button button-primary">
          Try the sample
        </Link>
        <Link to="/jobs/new" search={{}} className="button">
          New report
        </Link>
      </div>
      <p className="small">
        The sample is a made-up question with nine documents. It needs no key and takes about a minute.
      </p>
    </Empty>
  );
}
