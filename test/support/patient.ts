import { DossierError } from '../../contract/failures.ts';
import { eventually } from '../end-to-end/eventually.ts';

/** What the API's adapters say where an answer takes longer than the seconds that they give it. */
const LATE = ['temporal-unreachable', 'job-unanswered'];

/** Asks what changes nothing again while the server, or a worker, is late. */
export async function patient<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const { answer } = await eventually('an answer in time', async () => {
    try {
      return { answer: await ask() };
    } catch (error) {
      if (error instanceof DossierError && LATE.includes(error.code)) return undefined;
      throw error;
    }
  });
  return answer;
}
