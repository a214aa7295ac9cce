import { useMutation } from '@tanstack/react-query';
import type { ExportFormat } from '../../../../../contract/api.ts';
import { instance } from '../../../app/instance.ts';
import { Button } from '../../../components/button.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { saveAs } from '../../../components/save-as.ts';

const FORMATS: readonly (readonly [ExportFormat, string, string])[] = [
  ['html', 'Web page', 'One file to read, and to print: for a PDF, open it and print it.'],
  ['md', 'Markdown', 'Text with its sources as footnotes.'],
  ['json', 'Bundle', 'Report, sources, evidence and decisions; the command dossier verify checks it.'],
];

/** Saves the report; marks of what could not be verified are in every form. */
export function Exports({ id }: { id: string }) {
  const save = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const response = await instance.exportJob(id, format);
      saveAs(await response.blob(), `${id}.${format}`);
    },
  });
  return (
    <section className="exports" aria-label="Save the report">
      <h2>Save</h2>
      <ul className="export-formats">
        {FORMATS.map(([format, name, words]) => (
          <li key={format}>
            <Button isBusy={save.isPending && save.variables === format} onClick={() => save.mutate(format)}>
              {name}
            </Button>
            <span className="muted small">{words}</span>
          </li>
        ))}
      </ul>
      {save.error !== null && <FailureNotice error={save.error} />}
    </section>
  );
}
