import { useLayoutEffect, useRef } from 'react';

const SEQUENCE_MS = 1_000;
/** Where a key is a letter of what somebody writes. */
const WRITES = 'input, textarea, select, [contenteditable="true"]';
const SWITCH = 'dossier-shortcuts';

/** Whether single keys do something; a person who speaks to the machine, or rests a hand on it, switches them off. */
export function shortcutsAreOn(): boolean {
  return localStorage.getItem(SWITCH) !== 'off';
}

/** Switches them for this browser. */
export function switchShortcuts(isOn: boolean): void {
  localStorage.setItem(SWITCH, isOn ? 'on' : 'off');
}

/** Runs an action by a key (`n`) or two after each other (`g j`), unless somebody writes, a dialog is open, or shortcuts are off. */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  // With the drawing itself: what is seen can be used.
  useLayoutEffect(() => {
    let first = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent): void => {
      const isWriting = event.target instanceof Element && event.target.closest(WRITES) !== null;
      if (isWriting || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!shortcutsAreOn() || document.querySelector('dialog[open]') !== null) return;
      // By when the keys were pressed: a machine that is busy hears of the second one late.
      const isSecond = event.timeStamp - first.at < SEQUENCE_MS;
      const action = (isSecond && latest.current[`${first.key} ${event.key}`]) || latest.current[event.key];
      first = { key: event.key, at: event.timeStamp };
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
