import { useQuery } from '@tanstack/react-query';
import { type Passage, passageSchema, type Source } from '../../../../contract/evidence/source.ts';
import { instance } from '../../app/instance.ts';

/** All passages of a source in document order. */
export function usePassages(source: Extract<Source, { status: 'read' }>) {
  const { sha256 } = source.passages;
  return useQuery({
    queryKey: ['artifact', sha256, 'passages'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Passage[]> => {
      const text = await instance.artifactText(sha256);
      return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [passageSchema.parse(JSON.parse(line))]));
    },
  });
}
