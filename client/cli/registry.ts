import type { Command } from './command.ts';
import { abort } from './commands/abort.ts';
import { answer } from './commands/answer.ts';
import { approve } from './commands/approve.ts';
import { ask } from './commands/ask.ts';
import { backup } from './commands/backup.ts';
import { budget } from './commands/budget.ts';
import { cancel } from './commands/cancel.ts';
import { check } from './commands/check.ts';
import { deleteJob } from './commands/delete.ts';
import { deploy } from './commands/deploy.ts';
import { diff } from './commands/diff.ts';
import { doctor } from './commands/doctor.ts';
import { down } from './commands/down.ts';
import { edit } from './commands/edit.ts';
import { exportReport } from './commands/export.ts';
import { fork } from './commands/fork.ts';
import { gc } from './commands/gc.ts';
import { helpFor } from './commands/help.ts';
import { history } from './commands/history.ts';
import { jobs } from './commands/jobs.ts';
import { open } from './commands/open.ts';
import { pause } from './commands/pause.ts';
import { reject } from './commands/reject.ts';
import { report } from './commands/report.ts';
import { reset } from './commands/reset.ts';
import { restore } from './commands/restore.ts';
import { resume } from './commands/resume.ts';
import { retry } from './commands/retry.ts';
import { revise } from './commands/revise.ts';
import { rewind } from './commands/rewind.ts';
import { show } from './commands/show.ts';
import { skip } from './commands/skip.ts';
import { up } from './commands/up.ts';
import { verify } from './commands/verify.ts';
import { watch } from './commands/watch.ts';

const WORKING: readonly Command[] = [
  up,
  open,
  report,
  check,
  jobs,
  show,
  watch,
  history,
  approve,
  revise,
  reject,
  edit,
  ask,
  answer,
  retry,
  skip,
  abort,
  rewind,
  fork,
  diff,
  pause,
  resume,
  cancel,
  budget,
  reset,
  exportReport,
  verify,
  deleteJob,
  gc,
  backup,
  restore,
  deploy,
  down,
  doctor,
];

/** Every command, in the order of the reference. Adding one is a file in `commands/` and a line above. */
export const COMMANDS: readonly Command[] = [...WORKING, helpFor(WORKING)];
