import type { ModelTask } from '../../../../contract/routing.ts';
import type { ModelsTold } from '../../../../contract/settings-api.ts';
import { TableFrame } from '../../components/table-frame.tsx';

const TASKS: Record<ModelTask, string> = {
  plan: 'Plan a report',
  research: 'Research a question',
  draft: 'Write the draft',
  judge: 'Read claims a second time',
  match: 'Look up the claims of a document',
  correct: 'Correct a document',
  ask: "Answer a reviewer's question",
};

/** Which model serves which task where a job does not name another. */
export function RoutesTable({ models }: { models: ModelsTold }) {
  return (
    <>
      <h3>Which model does what</h3>
      <TableFrame label="Models by task">
        <table className="table">
          <caption className="visually-hidden">Models by task</caption>
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">First</th>
              <th scope="col">If that fails</th>
            </tr>
          </thead>
          <tbody>
            {models.routes.map(({ task, models: [first, ...rest] }) => (
              <tr key={task}>
                <td>{TASKS[task]}</td>
                <td>{first ?? <span className="muted">None is able to</span>}</td>
                <td className="muted">{rest.length === 0 ? '–' : rest.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className="muted small">
        From the catalog of {models.asOf}, <code>activities/models/catalog.json</code>. A report can name other models
        when it is started; whoever judges is another model than the writer where there is one.
      </p>
    </>
  );
}
