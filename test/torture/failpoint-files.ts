import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILPOINTS, type Failpoint } from '../../contract/failpoints.ts';
import { FAILPOINT_HITS } from '../../store/failpoints.ts';
import type { Form } from './form.ts';

/** Makes the folder for DOSSIER_FAILPOINTS; arms points in it and reads which were hit. */
export function failpointFiles(folder: string): Pick<Form, 'arm' | 'hits'> {
  mkdirSync(folder, { recursive: true });
  return {
    arm: (point, passes) => writeFileSync(join(folder, point), String(passes)),
    hits: () => hitsIn(join(folder, FAILPOINT_HITS)),
  };
}

function hitsIn(path: string): { point: Failpoint; pid: number }[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [name, pid] = line.split(' ');
    const point = FAILPOINTS.find((one) => one === name);
    if (point === undefined) throw new Error(`There is no failpoint ${name}.`);
    return { point, pid: Number(pid) };
  });
}
