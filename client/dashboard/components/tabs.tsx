import * as Radix from '@radix-ui/react-tabs';
import type { ReactNode } from 'react';

/** One tab: its key stands in the address. */
export interface TabOf<Key extends string> {
  key: Key;
  label: ReactNode;
  content(): ReactNode;
}

/** Tabs of which only the chosen one is drawn. */
export function Tabs<Key extends string>({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string;
  tabs: readonly TabOf<Key>[];
  chosen: Key;
  onChoose(key: Key): void;
}) {
  const keyOf = (value: string): void => {
    const tab = tabs.find(({ key }) => key === value);
    if (tab !== undefined) onChoose(tab.key);
  };
  return (
    <Radix.Root className="tabs" value={chosen} onValueChange={keyOf} activationMode="manual">
      <Radix.List className="tab-list" aria-label={label}>
        {tabs.map((tab) => (
          <Radix.Trigger key={tab.key} value={tab.key} className="tab">
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.key} value={tab.key} className="tab-content">
          {tab.key === chosen && tab.content()}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
