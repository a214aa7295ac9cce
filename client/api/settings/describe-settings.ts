import { type Settings, settingsSchema } from '../../../contract/configuration.ts';
import { LINKS_LIMIT } from '../../../contract/links.ts';
import {
  SETTING_GROUPS,
  SETTING_WORDS,
  type SettingGroup,
  type SettingWords,
} from '../../../contract/setting-words.ts';
import type { SettingAnswer, SettingOrigin, SettingsAnswer } from '../../../contract/settings-api.ts';
import type { ApiParts } from '../http/parts.ts';
import { JOB_BYTES_LIMIT } from '../jobs/job-input.ts';
import { LEAST_FREE_BYTES } from '../routes/uploads.ts';
import { shownAddress } from './shown-address.ts';

const FILES_LIMIT = 2_000;
const MB = 1_000_000;
const GB = 1_000 * MB;

/** All that is configured, by group and with where it comes from. Of secrets only whether they are set. */
export function describeSettings({
  settings: source,
  fileBytesLimit,
}: Pick<ApiParts, 'settings' | 'fileBytesLimit'>): SettingsAnswer {
  const fixed: Partial<Record<SettingGroup, SettingAnswer[]>> = {
    Limits: [
      fixedAt('The largest file that is taken.', `${fileBytesLimit / MB} MB`),
      fixedAt('Files of one job.', FILES_LIMIT.toLocaleString('en-US')),
      fixedAt('All files of one job together.', `${JOB_BYTES_LIMIT / GB} GB`),
      fixedAt('Web pages of one job.', LINKS_LIMIT.toLocaleString('en-US')),
      fixedAt('Free disk below which nothing new is taken.', `${LEAST_FREE_BYTES / MB} MB`),
    ],
  };
  const groups = SETTING_GROUPS.map((title) => {
    const named = Object.entries(SETTING_WORDS).flatMap(([name, words]) =>
      words?.group === title ? [settingOf(name as keyof Settings, words, source)] : [],
    );
    return { title, settings: [...named, ...(fixed[title] ?? [])] };
  });
  return { groups, models: source.told?.models ?? null };
}

function fixedAt(words: string, value: string): SettingAnswer {
  return { name: null, words, value, isSecret: false, isSet: true, origin: 'fixed' };
}

function settingOf(
  name: keyof Settings,
  { words, isSecret = false, isAddress = false, ofWorkers = false }: SettingWords,
  { settings, told }: ApiParts['settings'],
): SettingAnswer {
  const value = settings[name];
  const origin = originOf(name, value, told, ofWorkers);
  const isGiven = origin !== 'default' && origin !== 'unknown';
  const shown = value === undefined || value === '' ? null : isAddress ? shownAddress(String(value)) : String(value);
  return {
    name,
    words,
    value: isSecret ? null : shown,
    isSecret,
    isSet: origin === 'unknown' ? null : isGiven || shown !== null,
    origin,
  };
}

function originOf(
  name: keyof Settings,
  value: unknown,
  told: ApiParts['settings']['told'],
  ofWorkers: boolean,
): SettingOrigin {
  const given = told?.givenBy[name];
  if (given !== undefined) return given;
  // Of a default the parser cannot be told from a value that was given as such, so that it is asked what it would say by itself.
  const isOwn = value !== undefined && value !== settingsSchema.shape[name].safeParse(undefined).data;
  if (told !== null) return isOwn ? 'instance' : 'default';
  if (isOwn) return 'environment';
  return ofWorkers ? 'unknown' : 'default';
}
