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

/** Settings that belong together, each with its variable, value and where that comes from. */
export function SettingsGroup({ group: { title, settings } }: { group: SettingsAnswer['groups'][number] }) {
  const id = useId();
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="table-frame">
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
                  <p className={setting.name === null ? '' : 'muted small'}>{setting.words}</p>
                </td>
                <td className="setting-value">
                  <Value setting={setting} />
                </td>
                <td className="muted small">{ORIGINS[setting.origin]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Value({ setting: { value, isSecret, isSet } }: { setting: SettingAnswer }) {
  if (isSet === null) return <span className="muted">–</span>;
  if (isSecret) return isSet ? <strong>Set</strong> : <span className="muted">Not set</span>;
  return value === null ? <span className="muted">Not set</span> : <code>{value}</code>;
}
