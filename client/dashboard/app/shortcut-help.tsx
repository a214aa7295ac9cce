import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Glossary } from './glossary.tsx';
import { shortcutsAreOn, switchShortcuts, useShortcuts } from './use-shortcuts.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['?', 'This help'],
  ['/', 'Search'],
  ['g j', 'Jobs'],
  ['g a', 'Approvals'],
  ['g c', 'Costs'],
  ['n', 'New report'],
  ['j, k', 'Next or previous in a list'],
  ['Enter', 'Open what is chosen'],
  ['Esc', 'Close, or back to where you were'],
];

/** The list of keys, and the switch that turns them off. */
export function ShortcutHelp() {
  const [isOpen, setOpen] = useState(false);
  const [isOn, setOn] = useState(shortcutsAreOn);
  useShortcuts({ '?': () => setOpen(true) });
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)} aria-label="Help and keyboard shortcuts">
        ?
      </Button>
      <Dialog title="Help" isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>
          Start a report, watch it work, decide where it waits for you. Every sentence of a report leads to the words it
          rests on. What failed is repaired where it failed: open the job and choose a way on.
        </p>
        <h3>Words</h3>
        <Glossary />
        <h3>Keys</h3>
        <dl className="keys">
          {KEYS.map(([keys, words]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <label className="check">
          <input
            type="checkbox"
            checked={isOn}
            onChange={({ target }) => {
              switchShortcuts(target.checked);
              setOn(target.checked);
            }}
          />
          Single keys do these things
        </label>
      </Dialog>
    </>
  );
}
