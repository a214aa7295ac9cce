// Runs a command and waits for it. Plain JavaScript for Node 18 and newer, without dependencies.
import { spawn } from 'node:child_process';

const running = new Set();
let isEnding = false;

/** Ends what was started here together with this process, so that Ctrl-C at any moment leaves nothing behind. */
export function endCommandsWithThisProcess() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => {
      isEnding = true;
      for (const child of running) child.kill('SIGTERM');
      process.exitCode = code;
      setTimeout(() => process.exit(code), running.size === 0 ? 0 : 500);
    });
  }
}

/**
 * Resolves with `{ code, stdout, stderr }`; a command that cannot be started has code 127.
 * `onLine` sees each line of stderr; with `stdio: 'inherit'` nothing is collected.
 */
export function runCommand(command, args, { onLine, timeoutMs, stdio = 'pipe', ...options } = {}) {
  // What was ended must not be followed by the next thing.
  if (isEnding) return new Promise(() => {});
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: stdio === 'pipe' ? ['ignore', 'pipe', 'pipe'] : stdio });
    running.add(child);
    let stdout = '';
    let stderr = '';
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
      if (onLine) for (const line of String(chunk).split('\n')) if (line.trim() !== '') onLine(line);
    });
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, stdout, stderr });
    };
    child.on('error', (error) => {
      stderr += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}
