import { useId } from 'react';
import type { SettingAnswer, SettingOrigin, SettingsAnswer } from '../../../../contract/settings-api.ts';

const ORIGINS: Record<SettingOrigin, string> = {
  environment: 'Environment',
  file: '.env',
  option: 'Command line',
  default: 'Default',
  instance: 'Chosen by Dossier',
  fixed: 'Fixed',
  unknown: 'Known to the workers only',
};

/** Groups of more than so many settings show those first that somebody or something has set. */
const MOST_AT_ONCE = 6;

/** Settings that belong together, each with its variable, value and where that comes from. */
export function SettingsGroup({ group: { title, settings } }: { group: SettingsAnswer['groups'][number] }) {
  const id = useId();
  const isLong = settings.length > MOST_AT_ONCE;
  const shown = isLong ? settings.filter(({ isSet }) => isSet !== false) : settings;
  const rest = isLong ? settings.filter(({ isSet }) => isSet === false) : [];
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="table-frame">
        <SettingsTable title={title} settings={shown} />
        {rest.length > 0 && (
          <details className="settings-rest">
            <summary>{rest.length} more that are not set</summary>
            <SettingsTable title={`${title}, not set`} settings={rest} />
          </details>
        )}
      </div>
    </section>
  );
}

function SettingsTable({ title, settings }: { title: string; settings: readonly SettingAnswer[] }) {
  return (
    <table className="table settings-table">
      <caption className="visually-hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Value</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {settings.map((setting) => (
          <tr key={setting.name ?? setting.words}>
            <td className="setting-what">
              {setting.name !== null && <code>{setting.name}</code>}
              <p className={setting.name === null ? '' : 'muted small'}>
                <Words words={setting.words} />
              </p>
            </td>
            <td className="setting-value">
              <Value setting={setting} />
            </td>
            <td className="muted small">{ORIGINS[setting.origin]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands between backticks is code. */
function Words({ words }: { words: string }) {
  return words.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part));
}

function Value({ setting: { value, isSecret, isSet } }: { setting: SettingAnswer }) {
  if (isSet === null) return <span className="muted">–</span>;
  if (isSecret) return isSet ? <strong>Set</strong> : <span className="muted">Not set</span>;
  return value === null ? <span className="muted">Not set</span> : <code>{value}</code>;
}
