import type { z } from 'zod';
import type { reportFilesSchema } from '../../contract/steps.ts';
import type { Activities } from '../activities.ts';
import { assembleBundle } from './bundle.ts';
import { reportHtml } from './html.ts';
import { reportMarkdown } from './markdown.ts';
import { type RenderPorts, readContent } from './report-content.ts';

/** Makes the activity that writes the finished report as Markdown, HTML and bundle. The same inputs give the same files, byte for byte. */
export function createRenderReport(ports: RenderPorts): Activities['renderReport'] {
  return async (inputs) => {
    const { artifacts } = ports;
    const content = await readContent(ports, inputs);
    const title = content.draft.title.slice(0, 200);
    const markdown = reportMarkdown(content);
    const files: z.infer<typeof reportFilesSchema> = {
      markdown: await artifacts.putText(markdown, { mediaType: 'text/markdown', title }),
      html: await artifacts.putText(reportHtml(content), { mediaType: 'text/html', title }),
      bundle: await artifacts.putJson(assembleBundle(content, markdown), title),
    };
    return { output: await artifacts.putJson(files, title), facts: {} };
  };
}
