import { condition, defineSignal, setHandler } from '@temporalio/workflow';

/** Waits until it is told to end. */
export async function waiting(): Promise<void> {
  let isOver = false;
  setHandler(defineSignal('end'), () => {
    isOver = true;
  });
  await condition(() => isOver);
}
