#!/usr/bin/env node
// Finds a Node that runs TypeScript and hands the command line to client/cli/main.ts.
// Plain JavaScript for Node 18 and newer, without dependencies.
import { realpathSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chooseNode, INSTALL_REMEDY, isInstalled } from '../scripts/choose-node.js';

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const entry = join(root, 'client', 'cli', 'main.ts');

// What runs is compiled once, not with every command, which halves what a command costs; the processes that it starts go by the variable.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'dossier', 'compiled');

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

async function runHere() {
  // The usual case (npm and npx put the packaged Node first on the PATH): no second process, so no signal to pass on.
  process.argv[1] = entry;
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
  await import(pathToFileURL(entry).href);
}

async function runWith(node) {
  const { spawn } = await import('node:child_process');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', entry, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to the whole foreground group, so the child has it already: passing it on would count twice.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => refuse(`Node could not be started (${error.message}): run \`npm ci\`.`));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)));
}

const node = chooseNode(root);
if (!isInstalled(root)) refuse(INSTALL_REMEDY);
else if (node.remedy) refuse(node.remedy);
else if (node.isRunning) await runHere();
else await runWith(node.path);
