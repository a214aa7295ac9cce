import { useQuery } from '@tanstack/react-query';
import { formatMicroUsd } from '../../../../../contract/money.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';

/** A model that may be asked. */
export interface KnownModel {
  id: string;
  /** What it costs, in words; empty where nothing is known of it. */
  price: string;
}

/** The models whose provider is connected, with their prices; where the instance does not tell them, those that the job has asked. */
export function useModels(view: Pick<JobView, 'models'>): readonly KnownModel[] {
  const { data } = useQuery({ queryKey: ['settings'], queryFn: () => instance.settings() });
  const told = data?.models ?? null;
  if (told === null) return view.models.map((id) => ({ id, price: '' }));
  const connected = new Set(told.providers.flatMap(({ name, isConnected }) => (isConnected ? [name] : [])));
  return told.models
    .filter(({ provider }) => connected.has(provider))
    .map(({ id, priceMicroUsdPerMillion: price }) => ({
      id,
      price:
        price === null
          ? 'unpriced'
          : `${formatMicroUsd(price.input)} in, ${formatMicroUsd(price.output)} out per million tokens`,
    }));
}
