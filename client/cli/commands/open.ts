import { spawn } from 'node:child_process';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** `dossier open`: a browser is signed in by a one-time address. */
export const open: Command = {
  name: 'open',
  usage: '[--print]',
  words: 'Open the dashboard in a browser, signed in; prints the one-time address.',
  options: { print: { words: 'only print the address' } },
  positionals: { min: 0, max: 0, missing: '' },
  async run(context) {
    const { client, url } = await context.connect();
    await client.stay();
    const address = new URL(await client.newOpening(), url).href;
    context.terminal.result({ url: address }, address);
    if (process.stdout.isTTY && !context.options.flag('print')) {
      // Where there is no desktop this fails in silence: the address is printed all the same.
      spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [address], { stdio: 'ignore', detached: true })
        .on('error', () => {})
        .unref();
    }
    return EXIT.done;
  },
};
