import { type ComponentType, useEffect, useState } from 'react';
import { Loading } from './loading.tsx';

/**
 * A part of the page whose code is fetched when it is first drawn. Without React's own Suspense, which shows a fallback for 300 ms at least, however
 * soon the code is there. Meanwhile it says that `what` is loading; nothing where that is null. Where the code cannot be had the nearest error
 * boundary says so.
 */
export function late<Props extends object>(
  what: string | null,
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let Loaded: ComponentType<Props> | undefined;
  // biome-ignore lint/correctness/noComponentHookFactories: made once, where a module is read.
  return function Late(props: Props) {
    const [fetched, setFetched] = useState<{ failure: unknown } | 'loaded' | 'loading'>('loading');
    useEffect(() => {
      if (Loaded !== undefined) return;
      let isGone = false;
      const tell = (how: typeof fetched): void => {
        if (!isGone) setFetched(how);
      };
      load().then(
        (Component) => {
          Loaded = Component;
          tell('loaded');
        },
        (failure: unknown) => tell({ failure }),
      );
      return () => {
        isGone = true;
      };
    }, []);
    if (typeof fetched === 'object') throw fetched.failure;
    if (Loaded !== undefined) return <Loaded {...props} />;
    return what === null ? null : <Loading what={what} />;
  };
}
